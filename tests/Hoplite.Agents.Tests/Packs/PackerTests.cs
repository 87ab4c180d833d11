using CsCheck;
using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.Packs;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Tests.Packs;

public sealed class PackerTests
{
    const string Marker = "qzx7vmarker93kfw";

    static readonly Lazy<Incident[]> Cases = new(() => [.. LogInjectCorpus.Default.Carriers.Select((carrier, i) => new CaseFactory().Make(carrier, new Payload(AttackGoal.Hide, $"close {Marker}", PayloadEncoding.Plain, "m"), CaseNames.Of(i))).OfType<DrillCase>().Select(c => c.Incident)]);

    static readonly Packer Packer = new(FieldTrust.Default, DrillSite.Origin);

    [Fact]
    public void A_pack_is_within_its_budget_and_says_what_it_left_out() => Gen.Select(Gen.Int[0, Cases.Value.Length - 1], Gen.Long[64, 2_000]).Sample((index, budget) =>
    {
        var incident = Cases.Value[index];
        var pack = Packer.Pack(incident, budget);
        Assert.InRange(pack.Tokens, 1, budget);
        Assert.Equal(pack.LeftOut.Lines > 0, pack.Facts.Value.ContainsKey("left_out"));
        Coverage.Check(incident, pack, Packer, DrillSite.Origin);
    });

    [Fact]
    public void No_text_of_an_outsider_is_in_a_pack_and_the_extractor_gets_it_locked_up()
    {
        Assert.True(Cases.Value.Length >= 20);
        Assert.All(Cases.Value, incident =>
        {
            var pack = Packer.Pack(incident, 100_000);
            Assert.DoesNotContain(Marker, pack.Facts.Value.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            Assert.True(pack.Facts.Label.Integrity >= Integrity.Sensor);
            Assert.All(pack.Texts, t => Assert.Equal(Integrity.FreeText, t.Label.Integrity));
        });
    }

    [Fact]
    public void The_same_incident_gives_the_same_pack() => Assert.All(Cases.Value, incident =>
        Assert.Equal(Packer.Pack(incident, 500).Facts.Value.ToJsonString(), new Packer(FieldTrust.Default, DrillSite.Origin).Pack(incident with { Findings = [.. incident.Findings.Reverse()] }, 500).Facts.Value.ToJsonString()));
}

/// <summary>Whether a pack stands for all of an incident.</summary>
static class Coverage
{
    /// <summary>Checks it: every rule on every machine at every stage has a line that is linked to its events, or is counted as left out.</summary>
    public static void Check(Incident incident, ContextPack pack, Packer packer, Func<Telemetry.EventRecord, SensorOrigin> origin)
    {
        var lines = pack.Lines.ToLookup(l => (l.Rule, l.Host));
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in incident.Findings)
            foreach (var record in finding.Events)
            {
                var tactics = PackGroup.TacticsOf(finding.Rule);
                var line = lines[(Agents.Roles.FactSheet.RuleName(finding.Rule.Id), packer.HostOf(record, origin(record).Trust))].FirstOrDefault(l => l.Events.Contains(EventId.Of(record)));
                if (line is null) missing.Add($"{finding.Id}");
                else Assert.Equal(tactics, line.Tactics);
            }

        Assert.True(missing.Count <= pack.LeftOut.Findings, $"{missing.Count} findings have no line, {pack.LeftOut.Findings} are said to be left out");
    }
}
