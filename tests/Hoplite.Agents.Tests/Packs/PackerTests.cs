using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.Egress;
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
    public void No_name_of_a_pack_leaves_the_platform() => Assert.All(Cases.Value, incident =>
    {
        var facts = Packer.Pack(incident, 100_000).Facts.Value;
        string[] names = [.. new[] { "hosts", "accounts", "ips" }.SelectMany(m => facts[m]?.AsArray().Select(n => n!.GetValue<string>()) ?? [])];
        Assert.Equal(names.Order(StringComparer.Ordinal), FactFields.In(facts).Select(n => n.Value).Order(StringComparer.Ordinal));
        var pseudonyms = new Pseudonyms([1, 2, 3]);
        pseudonyms.Learn(FactFields.In(facts));
        var (sent, back) = (pseudonyms.Hide((JsonNode?)facts)!, pseudonyms.Reveal(pseudonyms.Hide((JsonNode?)facts))!);
        Assert.All(names, n => Assert.DoesNotContain(n, $"{sent["hosts"]} {sent["accounts"]} {sent["ips"]} {sent["lines"]}", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(facts.ToJsonString(), back.ToJsonString());
    });

    [Fact]
    public void Rows_say_rules_briefly_as_long_as_that_tells_them_apart()
    {
        const string one = "2617e7ed-0000-4000-8000-000000000001", likeOne = "2617e7ed-0000-4000-8000-000000000002", other = "def6caac-0000-4000-8000-000000000001";
        Assert.Equal([one, likeOne, "def6caac", "own-rule-of-ours", "rule"], RuleHandles.Of([one, likeOne, other, "own-rule-of-ours", "a rule\nthat talks"]).Values);
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
        // A row says the rule and how many findings and events, and its number is that of its line.
        var rows = pack.Facts.Value["lines"]!.AsArray().Select(r => r!.GetValue<string>()).ToArray();
        Assert.Equal(pack.Lines.Count, rows.Length);
        foreach (var (row, line) in rows.Zip(pack.Lines))
        {
            var cells = row.Split(' ');
            Assert.StartsWith(cells[0], line.Rule, StringComparison.Ordinal);
            Assert.Equal($"{line.Findings}/{line.Events.Count}", cells[3]);
        }

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
