using System.Threading.Channels;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Working;
using Hoplite.Guard.Gating;
using Hoplite.Response;
using Hoplite.Response.Broking;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;
using Hoplite.Response.Cacao.Signing;
using Hoplite.Response.Deciding;
using Hoplite.Response.Keeping;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Responses;

/// <summary>Where the platform acts: it takes what the agents decided, asks people where they must be asked, and keeps what is in effect.</summary>
public sealed class ResponseRoom : IAsyncDisposable
{
    /// <summary>The file with actions and what waits.</summary>
    public const string FileName = "response.db";

    /// <summary>The file with runs of playbooks.</summary>
    public const string JournalName = "playbooks.db";

    const int MostWaiting = 1_000;
    const int MostAtOnce = 8;
    const string Role = "responder";

    readonly ResponseFile _file;
    readonly ResponderSet _responders;
    readonly TimeProvider _time;
    readonly Channel<ResponseProposal> _decided = Channel.CreateBounded<ResponseProposal>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Furnishes it.</summary>
    public ResponseRoom(Platform platform, HuntRoom hunts, AgentRoom agents, PlatformLedger ledger)
    {
        _time = platform.Time;
        _responders = Furnish(platform);
        _file = ResponseFile.Open(Path.Combine(platform.Data, FileName), Durability.Power, "");
        Broker = new Broker(new RunBook(_file), _responders.All, agents.Gate.Settings, ledger, platform.Time)
        {
            Changed = run => platform.Feed.Tell("response", new { run.Id, State = InvestigationJson.Word(run.State), Action = run.Action.Traits.Name, run.Expires }),
        };
        Book = new InboxBook(_file);
        Inbox = new Inbox(Book, agents.Approvals, agents.Gate, Broker, platform.Time)
        {
            Changed = pending =>
            {
                platform.Feed.Tell("approval", new { pending.Id, State = InvestigationJson.Word(pending.State), pending.Persons });
                if (pending.State == PendingState.Waiting) _ = _responders.AskAsync(pending.Id, pending.Request.Action, CancellationToken.None);
                else Playbooks?.Answered();
            },
        };
        Playbooks = Desk(platform, agents);
        if (platform.Options.Response.OpenC2Server) OpenC2 = new OpenC2Door(_responders.PacketFilter ?? throw new ConfigurationException("response: open_c2_server", 0, "needs packet_filter: true"), platform, agents);
        Impact = new ImpactSearch(platform, hunts);
        Agents = agents;
        agents.Loop.Decided = Put;
    }

    /// <summary>Where the agents work.</summary>
    public AgentRoom Agents { get; }

    /// <summary>Acts.</summary>
    public Broker Broker { get; }

    /// <summary>What waits for people.</summary>
    public Inbox Inbox { get; }

    /// <summary>What waited.</summary>
    public InboxBook Book { get; }

    /// <summary>The playbooks and their runs.</summary>
    public PlaybookDesk Playbooks { get; }

    internal OpenC2Door? OpenC2 { get; }

    internal ImpactSearch Impact { get; }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Broker.RecoverAsync(cancellation).ConfigureAwait(false);
        Playbooks.Engine.Recover();
        var openC2 = OpenC2?.KeepAsync(_time, cancellation) ?? Task.CompletedTask;
        await Task.WhenAll(Broker.KeepLeasesAsync(cancellation), TakeAsync(cancellation), openC2).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _decided.Writer.TryComplete();
        OpenC2?.Dispose();
        await Playbooks.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
        _responders.Dispose();
    }

    PlaybookDesk Desk(Platform platform, AgentRoom agents)
    {
        var (options, now) = (platform.Options.Response, platform.Time.GetUtcNow());
        var evidence = Path.Combine(platform.Data, "evidence");
        Directory.CreateDirectory(evidence);
        List<LibraryEntry> entries = [.. ShippedPlaybooks.Load(now)];
        if (options.Playbooks is { } folder) entries.AddRange(Response.Cacao.PlaybookLibrary.ReadFolder(folder, now).Entries);
        return new PlaybookDesk(
            RunJournal.Open(Path.Combine(platform.Data, JournalName)), entries, Signers(options), new CommandSettings(Kept, name => options.HostKeys.GetValueOrDefault(name), evidence), agents.Gate, agents.Approvals, Inbox, Broker, platform.Time);
    }

    static TrustedKeys Signers(ResponseOptions options)
    {
        try
        {
            return new TrustedKeys(options.PlaybookSigners.Select(s => TrustedKey.FromPem(s.Person, File.ReadAllText(s.KeyFile))));
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("response: playbook_signers", 0, wrong.Message);
        }
    }

    static ResponderSet Furnish(Platform platform)
    {
        try
        {
            return new ResponderSet(platform.Options.Response, Kept, platform.Time);
        }
        catch (Exception wrong) when (wrong is NetfilterException or FormatException)
        {
            throw new ConfigurationException("response", 0, wrong.Message);
        }
    }

    static string? Kept(string reference)
    {
        try
        {
            return KeptValue.Read(reference);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // What does not fit waits in the report of the incident, where a person sees it; the right to act is over in a minute.
    void Put(CaseResult result)
    {
        foreach (var proposal in result.Proposals)
            if (proposal.Decision is not null) _decided.Writer.TryWrite(proposal);
    }

    // Side by side: a machine far away that answers late keeps no address at the edge from being blocked.
    Task TakeAsync(CancellationToken cancellation) => Parallel.ForEachAsync(
        _decided.Reader.ReadAllAsync(cancellation), new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation },
        async (proposal, stop) => await Inbox.OfferAsync(new GateRequest(proposal.Action, Principal.Agent(Role), proposal.Label, proposal.Endorsement, proposal.FromModel), proposal.Decision!, proposal.Title, stop).ConfigureAwait(false));
}
