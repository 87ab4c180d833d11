using System.CommandLine;
using System.Globalization;
using Hoplite.Cli.Commands;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Intel;

/// <summary><c>hoplite intel match</c>: looks for indicators in evidence, on this machine, with no server.</summary>
static class IntelMatch
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var indicators = new Argument<string[]>("INDICATORS") { Description = "Files with indicators, of any format.", Arity = ArgumentArity.OneOrMore };
        var evidence = new Option<string[]>("--in") { Description = "Files, folders or archives with evidence.", Required = true, AllowMultipleArgumentsPerToken = true };
        var format = new Option<ReportFormat>("--format") { Description = "table, json, jsonl, html, sarif or stix.", DefaultValueFactory = _ => ReportFormat.Table };
        var output = new Option<FileInfo?>("--out") { Description = "Write to this file instead of the terminal." };
        var threads = new Option<int>("--threads") { Description = "How many threads read and match.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var expired = new Option<bool>("--expired") { Description = "Also look for indicators that are no longer valid today; of old evidence they may have been." };
        var command = new Command("match", "Look for indicators in evidence, without a server. The exit code is 1 when one was seen.") { indicators, evidence, format, output, threads, expired };
        command.SetAction((parsed, cancellation) =>
        {
            var read = IntelFiles.All(parsed.GetValue(indicators)!);
            var watched = IndicatorsToWatch.Of(IntelFiles.Newest(IntelFiles.Objects(read)), TimeProvider.System, parsed.GetValue(expired));
            foreach (var (path, imported) in read)
                foreach (var refusal in imported.Refused.Take(20)) Console.Error.WriteLine($"hoplite: {SafeText.OneLine(path, 200)}: {SafeText.OneLine(refusal.ToString(), 300)}");
            foreach (var left in watched.Left.Take(20)) Console.Error.WriteLine($"hoplite: {SafeText.OneLine(left, 300)}");
            if (watched.Values + watched.Patterns == 0) throw new UsageException("there is no indicator in these files that can be looked for");
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hoplite: looking for {watched.Values} values and {watched.Patterns} patterns"));
            var request = new ScanCommand.Request(parsed.GetValue(evidence)!, new RuleCollection([], [], []), parsed.GetValue(format), parsed.GetValue(output), new DetectionOptions { Watches = watched.Watches }, WithIncidents: false, parsed.GetValue(threads));
            return Task.FromResult(ScanCommand.Run(request, cancellation));
        });
        return command;
    }
}
