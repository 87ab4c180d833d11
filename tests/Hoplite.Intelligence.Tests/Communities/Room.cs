using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Intelligence.Tests.Communities;

/// <summary>A node with its members, in memory.</summary>
sealed class Room : IDisposable
{
    public Room(ILocalEvidence? local = null, WarningLists? warnings = null)
    {
        Trust = new TrustBook(new TrustOptions(), Time, File);
        Ladder = new IndicatorLadder(Trust, new Assessor(Trust, warnings ?? WarningLists.None, local ?? new Nothing(), Time));
        Roster = new Roster(File);
        Intake = new CommunityIntake(Roster, File, Ladder, new ClaimReader(Names), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IntelligenceFile File { get; } = IntelligenceFile.InMemory();

    public TrustBook Trust { get; }

    public IndicatorLadder Ladder { get; }

    public Roster Roster { get; }

    public CommunityIntake Intake { get; }

    public PeerKey Join(string name, PeerKey? invitedBy = null, Tlp clearance = Tlp.Amber, params string[] groups)
    {
        var key = PeerKey.Create();
        Roster.Put(new Member(key.Id, name, "valley", null, invitedBy?.Id, Time.GetUtcNow(), clearance, groups));
        Trust.Meet(key.Id.Identity, invitedBy?.Id.Identity, Time.GetUtcNow());
        return key;
    }

    public JsonObject Indicator(string pattern, Tlp tlp = Tlp.Green, string? id = null, string? group = null)
    {
        var now = Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var indicator = new JsonObject
        {
            ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = id ?? "indicator--" + Guid.NewGuid(), ["created"] = now, ["modified"] = now,
            ["pattern"] = pattern, ["pattern_type"] = "stix", ["valid_from"] = now, ["object_marking_refs"] = new JsonArray(TlpMarkings.Id(tlp)),
        };
        if (group is not null) indicator[SignedObject.GroupProperty] = group;
        return indicator;
    }

    public IntakeVerdict Send(JsonObject node, PeerKey author, PeerKey? by = null) => Intake.Take(Bytes(ObjectSignature.Sign(node, author)), (by ?? author).Id.Identity);

    public static byte[] Bytes(JsonObject node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public void Dispose() => File.Dispose();

    // Enough of the language for these tests: [domain-name:value = 'x'].
    static IReadOnlyList<Named>? Names(string pattern)
    {
        var parts = pattern.Split('\'');
        return parts.Length != 3 ? null : [Named.Of(pattern.StartsWith("[domain", StringComparison.Ordinal) ? NamedKind.Domain : NamedKind.Network, parts[1])];
    }

    sealed class Nothing : ILocalEvidence
    {
        public bool IsOwn(Named named) => false;

        public LocalUse? Use(Named named) => null;
    }
}
