using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Detection;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Taxii.Client;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Responses;
using Hoplite.Server.Taxii;

namespace Hoplite.Server.Intelligence;

/// <summary>Where the platform listens to others about threats, decides how far to believe them, watches for what it believes, and tells others what it saw.</summary>
public sealed class IntelligenceRoom : IAsyncDisposable
{
    /// <summary>The file with what was said and what is believed.</summary>
    public const string FileName = "intelligence.db";

    internal const string KeyName = "peer.key";
    internal const string FeedsName = "feeds.db";

    // What a source is lifted by, from where it need not be, and how much of a wrong word may be left when it is.
    const int Head = 60;
    const double Enough = 0.6;
    const double Forgiven = 0.5;

    readonly Platform _platform;
    readonly PeerKey _key;
    readonly FeedCursor _cursor;
    readonly LocalEvidence _local;
    readonly MatchTables _tables;
    readonly IntelligenceBlocks _blocks;
    readonly IntelligenceRounds _rounds;

    /// <summary>Furnishes it.</summary>
    public IntelligenceRoom(Platform platform, HuntRoom hunts, AgentRoom agents, ResponseRoom responses, TaxiiRoom taxii)
    {
        _platform = platform;
        var options = platform.Options.Intelligence;
        File = IntelligenceFile.Open(Path.Combine(platform.Data, FileName));
        _key = PeerKey.Open(Path.Combine(platform.Data, KeyName));
        _cursor = FeedCursor.Open(Path.Combine(platform.Data, FeedsName));
        _local = new LocalEvidence(agents.Gate.Settings.Protected, platform.Options.Agents.Protected.Domains);
        Trust = new TrustBook(new TrustOptions { Objection = TimeSpan.FromMinutes(options.ObjectionMinutes), Decay = options.Decay.Curves() }, platform.Time, File);
        Warnings = WarningListsOf(options);
        Assessor = new Assessor(Trust, Warnings, _local, platform.Time);
        Canaries = new Canaries(Trust, platform.Time, File);
        Ladder = new IndicatorLadder(Trust, Assessor) { Moved = Moved, Objected = Objected, IsDecoy = Canaries.Convicts };
        _tables = new MatchTables(Ladder, platform.Indicators, platform.Patterns);
        _blocks = new IntelligenceBlocks(platform, agents, responses);
        Objects = new ObjectBook(File);
        Roster = new Roster(File);
        Intake = new CommunityIntake(Roster, File, Ladder, new ClaimReader(PatternNames.Of), platform.Time)
        {
            Self = _key.Id.Identity,
            Check = json => StixReader.ReadObject(json).Problem?.ToString(),
            Refused = (verdict, from) => Refusals.Add(new Refusal(platform.Time.GetUtcNow(), from, verdict.Id, verdict.Reason)),
        };
        Hits = new HitBook(File, platform.Time);
        Sightings.Prepare(File);
        _rounds = new IntelligenceRounds(
            _tables, new RetroHunt(hunts, platform.Time, options.RetroDays), _local, Ladder, Hits, new Sightings(File, Trust, Ladder, platform.Time),
            new Forgetting(File, Ladder, Trust, _blocks.IsBlocked, TimeSpan.FromDays(Math.Clamp(options.ForgetDays, 0, 36_500)), platform.Time), platform.Time);
        Answers = new CommunityAnswers(this, platform.Time);
        Verdicts = new VerdictLessons(platform, File, Ladder, _tables.Of);
        var client = new TaxiiClientOptions { Allowed = [.. options.PrivateNetworks.Select(Network)] };
        Feeds = new FeedSet(options.Feeds, client.Allowed, _cursor, this, platform.Time);
        if (options.Community is { } name && taxii.Store is { } store)
        {
            var address = options.Address ?? platform.Options.Web.PublicUrl ?? throw new ConfigurationException("intelligence: address", 0, "is needed with a community, or web: public_url; it is where other members reach this node");
            Community = new Community(name, options.Name, new Uri(address.TrimEnd('/') + "/" + CommunityShelf.RootPath + "/"), _key, Roster, Trust, Intake, store, _cursor,
                new CommunityNodeOptions { Client = client, Every = TimeSpan.FromSeconds(Math.Max(1, options.FetchEverySeconds)) }, platform.Time);
            taxii.Open(Community.Root(), Community.Find);
            Calls = new CommunityCalls(Community, client.Allowed, platform.Time);
            Questions = new CommunityQuestions(Community, Calls, Canaries, Math.Clamp(options.TestQuestionsADay, 0, 50), platform.Time);
        }

        platform.Found = Found;
        Reputations = new Reputations(Ladder, Trust, Warnings, Objects);
        agents.Known = Reputations.Of;
        Ladder.AssessAll();
    }

    /// <summary>What is kept.</summary>
    public IntelligenceFile File { get; }

    /// <summary>What each peer is worth.</summary>
    public TrustBook Trust { get; }

    /// <summary>What is harmless or shared.</summary>
    public WarningLists Warnings { get; }

    /// <summary>How far each thing has come.</summary>
    public IndicatorLadder Ladder { get; }

    /// <summary>What is made of things, for whoever may hear it.</summary>
    internal Reputations Reputations { get; }

    /// <summary>The thing a rule watches for; null when it watches for none any more.</summary>
    internal Named? WatchedBy(string rule) => _tables.Of(rule);

    /// <summary>Decides how far each thing may come.</summary>
    internal Assessor Assessor { get; }

    /// <summary>The objects behind it.</summary>
    public ObjectBook Objects { get; }

    /// <summary>Who belongs.</summary>
    public Roster Roster { get; }

    /// <summary>The door for what peers say.</summary>
    public CommunityIntake Intake { get; }

    /// <summary>What was refused lately.</summary>
    public RefusalLog Refusals { get; } = new();

    /// <summary>How often indicators were met.</summary>
    public HitBook Hits { get; }

    /// <summary>What is polled.</summary>
    internal FeedSet Feeds { get; }

    /// <summary>The community; null when there is none.</summary>
    internal Community? Community { get; }

    /// <summary>Speaks to the doors of other members; null when there is no community.</summary>
    internal CommunityCalls? Calls { get; }

    /// <summary>Asks the members; null when there is no community.</summary>
    internal CommunityQuestions? Questions { get; }

    /// <summary>Answers the members.</summary>
    internal CommunityAnswers Answers { get; }

    /// <summary>Learns from what people say of incidents.</summary>
    internal VerdictLessons Verdicts { get; }

    /// <summary>What was made up to test members.</summary>
    internal Canaries Canaries { get; }

    /// <summary>The identity of this node.</summary>
    public string Identity => _key.Id.Identity;

    /// <summary>Signs an object as this node.</summary>
    internal JsonObject Sign(JsonObject said) => ObjectSignature.Sign(said, _key);

    /// <summary>Works until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation)
    {
        Community?.Node.Connect();
        return Task.WhenAll(_rounds.RunAsync(cancellation), _blocks.RunAsync(cancellation), Feeds.RunAsync(cancellation), Questions?.RunAsync(cancellation) ?? Task.CompletedTask);
    }

    /// <summary>Takes objects of a source that does not sign: a feed, a file, an address somebody typed in.</summary>
    /// <param name="objects">STIX objects.</param>
    /// <param name="source">The name of the source, which has to earn trust like a peer.</param>
    /// <returns>How many were new, and what was refused.</returns>
    public ImportResult Import(IReadOnlyList<ReadOnlyMemory<byte>> objects, string source) =>
        new ObjectImport(File, Ladder, new ClaimReader(PatternNames.Of), _platform.Time).Take(objects, source);

    /// <summary>A person says what a thing is; everything that rested on the opposite is undone.</summary>
    public Standing Settle(Named named, bool isBad, string person) => Ladder.Settle(named, isBad, "person:" + person, _platform.Time.GetUtcNow());

    /// <summary>Whether a thing belongs to the house or is in daily use here: nobody is asked about it, and nobody is told.</summary>
    internal bool IsOurs(Named named) => _local.IsOwn(named) || _local.Use(named) is { IsOrdinary: true };

    /// <summary>The thing behind an id; null when nobody spoke of it.</summary>
    internal Standing? Find(string id) => _tables.Of(id) is { } named && Ladder.Find(named) is { } matched ? matched : Ladder.All().FirstOrDefault(s => MatchTables.IdOf(s.Named) == id);

    /// <summary>How often each thing was met that is not written down yet.</summary>
    internal IReadOnlyDictionary<string, long> HitsNow() => _tables.Hits().GroupBy(h => h.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(h => h.Hits), StringComparer.Ordinal);

    /// <summary>
    /// A source that a person of the house chose stands where a peer comes to after some weeks, as long as nothing it said was wrong. It loses trust like
    /// any other, and neither a restart nor another file of it gives that back.
    /// </summary>
    internal void Vouch(string source)
    {
        var known = Trust.Peers().FirstOrDefault(p => p.Peer == source).Trust;
        File.Together(() =>
        {
            foreach (var kind in Enum.GetValues<NamedKind>())
            {
                if (Trust.Reliable(source, kind) >= Enough || (known is not null && known.TryGetValue(kind, out var trust) && trust.Bad > Trust.Options.Newcomer.Bad + Forgiven)) continue;
                for (var i = 0; i < Head; i++) Trust.Tested(source, kind, passed: true);
            }
        });
    }

    /// <summary>How often what a source names was met in the last days.</summary>
    internal IReadOnlyDictionary<string, long> HitsOfSources(int days)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (id, hits) in Hits.ByIndicator(days).Concat(_tables.Hits()))
        {
            if (_tables.Of(id) is not { } named) continue;
            foreach (var peer in Trust.About(named).Where(c => c.IsBad).Select(c => c.Peer).Distinct(StringComparer.Ordinal)) counts[peer] = counts.GetValueOrDefault(peer) + hits;
        }

        return counts;
    }

    /// <summary>Puts a member out, with the newcomers it let in; what they said counts no more.</summary>
    internal IReadOnlyList<Member> Expel(string identity)
    {
        if (Community is not { } community) return [];
        var gone = community.Expel(identity);
        foreach (var member in gone)
            foreach (var id in Objects.Of(member.Key.Identity)) Ladder.TakeBack(member.Key.Identity, id);
        return gone;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _rounds.Flush();
        if (Calls is not null) await Calls.DisposeAsync().ConfigureAwait(false);
        _blocks.Complete();
        Feeds.Dispose();
        if (Community is not null) await Community.DisposeAsync().ConfigureAwait(false);
        _cursor.Dispose();
        _key.Dispose();
        File.Dispose();
    }

    void Found(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            if (_tables.Of(finding.Rule.Id) is { } named && Ladder.Find(named)?.Rung == Rung.Block) _blocks.Meet(named, finding);
    }

    void Moved(Standing standing, Rung before)
    {
        _tables?.Mark();
        if (before == Rung.Block && standing.Rung < Rung.Block) _blocks.Fall(standing.Named);
        _platform.Feed.Tell("intelligence", new { Kind = standing.Named.Kind.ToString(), standing.Named.Value, Rung = standing.Rung.ToString() });
    }

    // Told only where somebody can hear it, and only about what a member said, never about what this node uses.
    void Objected(Named named, string why)
    {
        if (Community is not { } community) return;
        var about = Trust.About(named).Where(c => c.IsBad && c.Source.StartsWith("indicator--", StringComparison.Ordinal)).Select(c => c.Source).Distinct(StringComparer.Ordinal).Take(10).ToArray();
        if (about.Length == 0) return;
        var opinion = new Hoplite.Intelligence.Stix.StixBuilder(_platform.Time, Identity).Make("opinion", new JsonObject { ["opinion"] = "strongly-disagree", ["object_refs"] = new JsonArray([.. about.Select(a => JsonValue.Create(a))]), ["object_marking_refs"] = new JsonArray(Hoplite.Intelligence.Stix.Markings.TlpMarkings.Id(Hoplite.Intelligence.Stix.Markings.Tlp.Green)) });
        _ = Task.Run(() => community.Node.PublishAsync(opinion.ToNode(), CancellationToken.None));
    }

    static WarningLists WarningListsOf(IntelligenceOptions options)
    {
        try
        {
            return options.WarningLists is { } folder ? WarningLists.Shipped.With(WarningLists.ReadFolder(folder)) : WarningLists.Shipped;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ConfigurationException("intelligence: warning_lists", 0, wrong.Message);
        }
    }

    static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network) ? network : throw new ConfigurationException("intelligence: private_networks", 0, $"'{text}' is no network; write it like 10.1.2.0/24");
}
