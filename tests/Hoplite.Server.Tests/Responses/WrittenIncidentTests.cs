using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Working;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Incidents.Scanning;
using Hoplite.Server.Responses;

namespace Hoplite.Server.Tests.Responses;

/// <summary>
/// Incidents of which no public recording is at hand: their logs were written after the formats of the products that make them, and go the whole way
/// from the starter pack to the playbook.
/// </summary>
public sealed class WrittenIncidentTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Responses", "Incidents");

    public static TheoryData<string> Logs => [.. Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_log_leads_to_its_playbook_and_the_playbook_knows_what_to_act_upon(string log)
    {
        var wanted = Path.GetFileNameWithoutExtension(log);
        var rules = new RuleSelection().Apply(RuleReader.Load(RuleLibrary.Starter(), RuleOptions.Default));
        var investigator = new Investigator(FieldTrust.Default, SensorOrigin.OfFile, PlaybookLibrary.Default, TimeProvider.System);
        var incidents = new EvidenceScan(rules).Run([Path.Combine(Folder, log)], cancellation: TestContext.Current.CancellationToken).Incidents;
        var found = incidents.Select(i => (Incident: i, Report: investigator.Investigate(i, NoEvidence.Instance, TestContext.Current.CancellationToken))).ToList();

        Assert.Contains(found, f => f.Report.Proposals.Any(p => p.Playbook == wanted));
        foreach (var (incident, report) in found.Where(f => f.Report.Proposals.Any(p => p.Playbook == wanted)))
        {
            var scope = report.Scope.Members.Select(m => new ReportMember(InvestigationJson.Word(m.Target.Kind), m.Target.Text, m.Roles, m.Findings, InvestigationJson.Of(m.Label))).ToList();
            Assert.Null(ShippedRehearsal.Of(wanted, IncidentVariables.Of(incident.Id, scope)).Problem);
        }
    }
}
