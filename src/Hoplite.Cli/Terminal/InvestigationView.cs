using Hoplite.Agents.Working;
using Hoplite.Incidents;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Terminal;

/// <summary>What came of looking into incidents, for a person at a terminal.</summary>
static class InvestigationView
{
    const int MostReasons = 6;
    const int MostProposals = 8;

    /// <summary>Shows it.</summary>
    public static void Show(IReadOnlyList<(Incident Incident, InvestigationReport Report)> reports)
    {
        foreach (var (incident, report) in reports)
        {
            Console.WriteLine();
            Console.WriteLine($"{report.Verdict.ToUpperInvariant()} {report.Confidence} %  {SafeText.OneLine(incident.Title, 160)}");
            Console.WriteLine($"  severity {report.Severity}, {incident.Findings.Count} findings, {incident.Id}");
            foreach (var reason in report.Reasons.Take(MostReasons)) Console.WriteLine($"  {reason.Points,4:+0;-0;0}  {reason.Text}");
            Console.WriteLine($"  concerned: {string.Join(", ", report.Scope.GroupBy(m => m.Kind).Select(g => Counted(g.Count(), g.Key)))}");
            foreach (var proposal in report.Proposals.Take(MostProposals)) Console.WriteLine("  " + Line(proposal));
            if (report.Proposals.Count > MostProposals) Console.WriteLine($"  and {report.Proposals.Count - MostProposals} more");
            foreach (var gap in report.Gaps) Console.WriteLine($"  not known: {gap}");
        }

        Console.WriteLine();
        Console.WriteLine(reports.Count == 0 ? "Nothing serious enough for an incident was found." : $"{Counted(reports.Count, "incident")} looked into, by rules alone. Nothing was done.");
    }

    static string Line(ReportProposal proposal) => proposal.Action == "read"
        ? $"{"look",-19} {proposal.Title}"
        : $"{proposal.Outcome ?? "not asked",-19} {proposal.Action} {proposal.Target}{(proposal.Called is { } called ? $" = {SafeText.OneLine(called)}" : "")} ({Counted(proposal.Endorsement.Events, "event")} of {Counted(proposal.Endorsement.Sensors, "sensor")})";

    static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}{(what.EndsWith('s') ? "es" : "s")}";
}
