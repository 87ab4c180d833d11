using Hoplite.Detection.Sigma;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Tests;

public sealed class IncidentBuilderTests
{
    static readonly string[] Execution = ["attack.execution", "attack.t1059.001"];
    static readonly string[] Credentials = ["attack.credential-access", "attack.t1003.001"];
    static readonly string[] Impact = ["attack.impact", "attack.t1490"];

    [Fact]
    public void Findings_on_one_host_within_half_an_hour_are_one_incident()
    {
        var incidents = IncidentBuilder.Build([
            Findings.Of("a", Level.High, 0, "WS1.example.org", Execution, ("CommandLine", "x")),
            Findings.Of("b", Level.High, 20, "WS1", Credentials, ("CommandLine", "y")),
        ]);
        Assert.Equal(2, Assert.Single(incidents).Findings.Count);
    }

    [Fact]
    public void Findings_far_apart_in_time_are_two_incidents() => Assert.Equal(2, IncidentBuilder.Build([
        Findings.Of("a", Level.High, 0, "WS1", Execution),
        Findings.Of("b", Level.High, 600, "WS1", Credentials),
    ]).Count);

    [Fact]
    public void A_process_tree_holds_findings_together_over_hours()
    {
        var incident = Assert.Single(IncidentBuilder.Build([
            Findings.Of("a", Level.High, 0, "WS1", Execution, ("ProcessGuid", "{1}"), ("Image", @"C:\a.exe"), ("ParentImage", @"C:\word.exe"), ("ParentProcessGuid", "{9}")),
            Findings.Of("b", Level.High, 200, "WS1", Credentials, ("ProcessGuid", "{2}"), ("Image", @"C:\b.exe"), ("ParentImage", @"C:\a.exe"), ("ParentProcessGuid", "{1}")),
        ]));
        var root = Assert.Single(incident.Processes);
        Assert.Equal(@"C:\word.exe", root.Image);
        Assert.Equal(@"C:\b.exe", Assert.Single(Assert.Single(root.Children).Children).Image);
    }

    [Theory]
    [InlineData("attack.stealth", "attack.t1036")]
    [InlineData("attack.defense-impairment", "attack.t1685.005")]
    [InlineData("attack.defense_impairment", "attack.t1686.003")]
    [InlineData("attack.t1685", "attack.t1690")]
    public void Rules_that_name_stages_as_ATTCK_19_does_are_understood(params string[] tags)
    {
        var incident = Assert.Single(IncidentBuilder.Build([Findings.Of("a", Level.High, 0, "WS1", tags)]));
        var stage = Assert.Single(incident.Chain);
        Assert.Equal("defense-evasion", stage.Tactic.ShortName);
        Assert.NotEmpty(stage.Techniques);
    }

    [Fact]
    public void An_outside_address_ties_hosts_together()
    {
        var incident = Assert.Single(IncidentBuilder.Build([
            Findings.Of("a", Level.High, 0, "WS1", Execution, ("DestinationIp", "203.0.113.66")),
            Findings.Of("b", Level.High, 50, "FILE01", Impact, ("DestinationIp", "203.0.113.66")),
        ]));
        Assert.Contains(incident.Entities, e => e.Entity == new Entity(EntityKind.Address, "203.0.113.66") && e.Findings == 2);
    }

    [Fact]
    public void What_is_only_for_the_record_makes_no_incident() => Assert.Empty(IncidentBuilder.Build([
        Findings.Of("a", Level.Low, 0, "WS1", Execution),
        Findings.Of("b", Level.Informational, 1, "WS1", Credentials),
    ]));

    [Fact]
    public void Several_stages_of_an_attack_make_an_incident_however_low_each_is() => Assert.Single(IncidentBuilder.Build([
        Findings.Of("a", Level.Low, 0, "WS1", Execution),
        Findings.Of("b", Level.Low, 1, "WS1", Credentials),
        Findings.Of("c", Level.Low, 2, "WS1", Impact),
    ]));

    [Fact]
    public void The_most_serious_incident_comes_first_and_severity_is_never_below_its_rule()
    {
        var incidents = IncidentBuilder.Build([
            Findings.Of("a", Level.Medium, 0, "WS1", Execution),
            Findings.Of("b", Level.Critical, 500, "WS2", Impact),
        ]);
        Assert.Equal(Level.Critical, incidents[0].Severity);
        Assert.Equal(Level.Medium, incidents[1].Severity);
    }

    [Fact]
    public void Findings_that_show_the_same_thing_are_one_line_of_the_timeline()
    {
        var incident = Assert.Single(IncidentBuilder.Build(Enumerable.Range(0, 5).Select(i => Findings.Of("a", Level.High, i, "WS1", Execution, ("CommandLine", "whoami")))));
        var line = Assert.Single(incident.Timeline);
        Assert.Equal(5, line.Count);
        Assert.Equal("whoami", line.Detail);
    }

    [Fact]
    public void The_note_says_what_happened_why_what_else_it_may_be_and_what_to_do()
    {
        var note = Assert.Single(IncidentBuilder.Build([
            Findings.Of("a", Level.High, 0, "WS1", Execution, ("User", @"CLINIC\b.okafor")),
            Findings.Of("b", Level.High, 1, "WS1", Impact),
        ])).Triage;
        Assert.Contains("ws1", note.Summary, StringComparison.Ordinal);
        Assert.Contains("b.okafor", note.Summary, StringComparison.Ordinal);
        Assert.Contains(note.Why, w => w.Contains("2 different stages", StringComparison.Ordinal));
        Assert.NotEmpty(note.Benign);
        Assert.Contains(note.Act, a => a.Contains("off the network", StringComparison.Ordinal));
        Assert.NotEmpty(note.Rarity);
    }

    [Fact]
    public void The_chain_is_in_the_order_of_an_attack()
    {
        var incident = Assert.Single(IncidentBuilder.Build([
            Findings.Of("a", Level.High, 0, "WS1", Impact),
            Findings.Of("b", Level.High, 1, "WS1", Execution),
        ]));
        Assert.Equal(["execution", "impact"], incident.Chain.Select(s => s.Tactic.ShortName));
        Assert.Equal("T1059.001", Assert.Single(incident.Chain[0].Techniques).Id);
    }
}
