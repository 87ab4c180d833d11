using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Working;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Incidents.Scanning;
using Hoplite.Server.Responses;
using Hoplite.Tests;
using PlaybookLibrary = Hoplite.Agents.Playbooks.PlaybookLibrary;

namespace Hoplite.Server.Tests.Responses;

/// <summary>The playbooks that are proposed, and the files that are run: the same names, the same actions, on incidents that were recorded.</summary>
public sealed class PlaybookContentTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_playbook_that_is_proposed_has_a_file_with_the_same_title()
    {
        foreach (var playbook in PlaybookLibrary.Default.All.Where(p => !p.Always))
        {
            Assert.True(ShippedRehearsal.Files.TryGetValue(playbook.Id, out var file), playbook.Id);
            Assert.Equal(playbook.Title.Replace('\u2019', '\''), file!.Playbook!.Name.Replace('\u2019', '\''));
        }
    }

    [Fact]
    public void Every_file_asks_for_the_actions_that_are_proposed_with_its_name()
    {
        foreach (var playbook in PlaybookLibrary.Default.All.Where(p => !p.Always))
        {
            var text = Rehearse(playbook.Id, Everything);
            foreach (var action in playbook.Actions) Assert.Contains(Word(action.Kind), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Recorded_incidents_can_be_answered_by_the_playbooks_proposed_for_them()
    {
        var rules = new RuleSelection().Apply(RuleReader.Load(RuleLibrary.Files([SharedData.Require("sigma")]), RuleOptions.Default));
        var investigator = new Investigator(FieldTrust.Default, SensorOrigin.OfFile, PlaybookLibrary.Default, TimeProvider.System);
        var answered = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var scan = new EvidenceScan(rules);
        foreach (var incident in new[] { "evtx", "security-datasets", "loghub", "zeek-suricata", "sigma", "ait-ads", "network" }.SelectMany(d => scan.Run([SharedData.Require(d)], cancellation: TestContext.Current.CancellationToken).Incidents))
        {
            var found = investigator.Investigate(incident, NoEvidence.Instance, TestContext.Current.CancellationToken);
            var scope = found.Scope.Members.Select(m => new ReportMember(InvestigationJson.Word(m.Target.Kind), m.Target.Text, m.Roles, m.Findings, InvestigationJson.Of(m.Label))).ToList();
            foreach (var fits in PlaybookLibrary.Default.All.Where(p => !p.Always && found.Verdict >= p.From && incident.Chain.SelectMany(c => c.Techniques).Any(t => p.Techniques.Any(w => t.Id == w || t.Id.StartsWith(w + ".", StringComparison.Ordinal)))))
            {
                Rehearse(fits.Id, IncidentVariables.Of(incident.Id, scope));
                answered[fits.Id] = answered.GetValueOrDefault(fits.Id) + 1;
            }
        }

        output.WriteLine($"{answered.Count} of {PlaybookLibrary.Default.All.Count - 1} playbooks fit a recorded incident: {string.Join(", ", answered.Select(a => $"{a.Key} {a.Value}"))}");
        output.WriteLine($"no recorded incident for: {string.Join(", ", PlaybookLibrary.Default.All.Where(p => !p.Always && !answered.ContainsKey(p.Id)).Select(p => p.Id))}");
        Assert.True(answered.Count >= 33);
    }

    static Dictionary<string, string> Everything => new(StringComparer.Ordinal)
    {
        ["__incident__"] = "0195f3a0-0000-7000-8000-000000000001", ["__attacker__"] = "203.0.113.9", ["__called__"] = "203.0.113.10", ["__domain__"] = "bad.example", ["__host__"] = "pc1", ["__account__"] = "anna",
        ["__process__"] = "pc1/4711@2026-01-01T00:00:00.000Z", ["__file__"] = "pc1/" + new string('a', 64), ["__mail__"] = "message-1",
    };

    static string Rehearse(string id, IReadOnlyDictionary<string, string> values)
    {
        var rehearsal = ShippedRehearsal.Of(id, values);
        Assert.Null(rehearsal.Problem);
        return rehearsal.ToString();
    }

    // The words of OpenC2 in which a file asks for an action.
    static string Word(ActionKind kind) => kind switch
    {
        ActionKind.BlockAddress => "\"action\":\"deny\",\"target\":{\"ipv4_net\"",
        ActionKind.SinkholeDomain => "\"action\":\"deny\",\"target\":{\"domain_name\"",
        ActionKind.IsolateHost => "\"action\":\"contain\",\"target\":{\"device\"",
        ActionKind.DisableAccount => "{\"kind\":\"account\"",
        ActionKind.KillProcess => "\"action\":\"stop\",\"target\":{\"x-hoplite:target\":{\"kind\":\"process\"",
        ActionKind.SuspendProcess => "\"action\":\"contain\",\"target\":{\"x-hoplite:target\":{\"kind\":\"process\"",
        ActionKind.QuarantineFile => "{\"kind\":\"file\"",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an action of a playbook that ships"),
    };
}
