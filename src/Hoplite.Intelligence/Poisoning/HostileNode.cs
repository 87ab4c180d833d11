using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Poisoning;

/// <summary>A node with two colluding members that it has every reason to trust, and one honest member, for attacks on its door.</summary>
sealed class HostileNode : ILocalEvidence, IDisposable
{
    public const string OwnNetwork = "192.0.2.";
    public const string OwnDomain = "clinic.example";

    static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    readonly IntelligenceFile _file = IntelligenceFile.InMemory();
    readonly BenchmarkClock _clock = new(Start);
    long _ids;

    public HostileNode(Func<string, IReadOnlyList<Named>?> names, Func<ReadOnlyMemory<byte>, string?> check, WarningLists warnings)
    {
        Trust = new TrustBook(new TrustOptions(), _clock, _file);
        Ladder = new IndicatorLadder(Trust, new Assessor(Trust, warnings, this, _clock));
        Roster = new Roster(_file);
        Intake = new CommunityIntake(Roster, _file, Ladder, new ClaimReader(names), _clock) { Check = check };
        (Traitor, Accomplice, Honest) = (Join("traitor"), Join("accomplice"), Join("honest"));
        foreach (var peer in new[] { Traitor, Accomplice, Honest })
            foreach (var kind in Enum.GetValues<NamedKind>())
                for (var i = 0; i < 80; i++) Trust.Tested(peer.Id.Identity, kind, passed: true);
    }

    public TrustBook Trust { get; }

    public IndicatorLadder Ladder { get; }

    public Roster Roster { get; }

    public CommunityIntake Intake { get; }

    public PeerKey Traitor { get; }

    public PeerKey Accomplice { get; }

    public PeerKey Honest { get; }

    public PeerKey Join(string name, PeerKey? by = null)
    {
        var key = PeerKey.Create();
        Roster.Put(new Member(key.Id, name, "valley", null, by?.Id, _clock.GetUtcNow(), Tlp.Amber, []));
        Trust.Meet(key.Id.Identity, by?.Id.Identity, by is null ? Start.AddYears(-1) : _clock.GetUtcNow());
        return key;
    }

    public JsonObject Indicator(string pattern, string? id = null)
    {
        var now = Now();
        return new JsonObject
        {
            ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = id ?? Id("indicator"), ["created"] = now, ["modified"] = now, ["indicator_types"] = new JsonArray("malicious-activity"),
            ["pattern"] = pattern, ["pattern_type"] = "stix", ["valid_from"] = now, ["object_marking_refs"] = new JsonArray(TlpMarkings.Id(Tlp.Green)),
        };
    }

    public string Now() => _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public string Id(string type) => string.Create(CultureInfo.InvariantCulture, $"{type}--00000000-0000-4000-8000-{++_ids:x12}");

    public IntakeVerdict Send(JsonObject node, PeerKey author, PeerKey? by = null) => SendRaw(JsonSerializer.SerializeToUtf8Bytes(ObjectSignature.Sign(node, author)), by ?? author);

    public IntakeVerdict SendRaw(ReadOnlyMemory<byte> json, PeerKey by) => Intake.Take(json, by.Id.Identity);

    public void Later(TimeSpan time)
    {
        _clock.Advance(time);
        Ladder.AssessAll();
    }

    public bool IsOwn(Named named) => named.Kind switch
    {
        NamedKind.Address => named.Value.StartsWith(OwnNetwork, StringComparison.Ordinal),
        NamedKind.Network => System.Net.IPNetwork.TryParse(named.Value, out var network) && network.Contains(System.Net.IPAddress.Parse(OwnNetwork + "1")),
        NamedKind.Pattern => named.Value.Contains(OwnDomain, StringComparison.OrdinalIgnoreCase) || named.Value.Contains(OwnNetwork, StringComparison.Ordinal),
        _ => named.Value.Contains(OwnDomain, StringComparison.OrdinalIgnoreCase),
    };

    public LocalUse? Use(Named named) => null;

    public void Dispose() => _file.Dispose();
}
