using System.CommandLine;
using System.Text.Json;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Working;
using Hoplite.Cli.Terminal;
using Hoplite.Detection;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite agents investigate PATH…</c>: scans evidence and looks into every incident, by rules alone. Nothing is asked of a model and nothing is done.</summary>
static class InvestigateCommand
{
    const string Engine = "policy-engine";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders or archives with evidence of any kind.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var rules = new RuleOptionsOnCommandLine();
        var command = new Command("investigate", "Scan evidence and look into every incident: verdict, reasons, who is concerned, and what the gate would say to each response. Nothing is done.") { paths, format };
        rules.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            foreach (var path in parsed.GetValue(paths)!)
                if (!Path.Exists(path)) throw new UsageException($"there is no evidence at {SafeText.OneLine(path)}: no such file or folder");
            var scan = new EvidenceScan(rules.Load(parsed), new DetectionOptions());
            var found = ProgressBar.While(scan.Progress, () => scan.Run(parsed.GetValue(paths)!, withIncidents: true, cancellation));
            var reports = await LookAsync(found.Incidents, cancellation);
            if (parsed.GetValue(format) == "json") await Console.Out.WriteLineAsync(JsonSerializer.Serialize(reports.Select(r => r.Report), Json));
            else InvestigationView.Show(reports);
            ScanView.ShowProblems(found, [], Console.Error);
            return reports.Count > 0 ? ExitCode.Findings : ExitCode.Fine;
        });
        return command;
    }

    static async Task<IReadOnlyList<(Incident Incident, InvestigationReport Report)>> LookAsync(IReadOnlyList<Incident> incidents, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        using var ledger = new MemoryLedger(time);
        using var policies = CedarGatePolicies.Open(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "hoplite", Engine));
        var gate = new Gate(policies, new GateSettings(ProtectedSet.Shares, new BlastBudget(new BlastLimits(), time), new AutonomyLadder(), new Dictionary<string, int>()), new ApprovalDesk(time, ApproverRing.Nobody, ledger), ledger, time);
        var analyst = new Analyst(new Investigator(FieldTrust.Default, SensorOrigin.OfFile, PlaybookLibrary.Default, time), null, gate, ledger, time);
        var reports = new List<(Incident, InvestigationReport)>();
        foreach (var incident in incidents)
        {
            var started = time.GetUtcNow();
            reports.Add((incident, InvestigationJson.Of(Guid.CreateVersion7(started), started, incident, await analyst.WorkAsync(incident, NoEvidence.Instance, cancellation))));
        }

        return reports;
    }
}
