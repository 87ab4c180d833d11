using System.CommandLine;
using System.Globalization;
using Hoplite.Cli.Terminal;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite scan PATH…</c>: from evidence to explained incidents.</summary>
static class ScanCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders or archives with evidence of any kind.", Arity = ArgumentArity.OneOrMore };
        var level = new Option<Level>("--level") { Description = "Use rules of this level and above: informational, low, medium, high, critical.", DefaultValueFactory = _ => Level.Informational };
        var format = new Option<ReportFormat>("--format") { Description = "table, json, jsonl, html, sarif or stix.", DefaultValueFactory = _ => ReportFormat.Table };
        var output = new Option<FileInfo?>("--out") { Description = "Write to this file instead of the terminal." };
        var since = new Option<string?>("--since") { Description = "Only events from this time on (2026-01-31 or 2026-01-31T08:00:00Z; UTC)." };
        var until = new Option<string?>("--until") { Description = "Only events before this time." };
        var noIncidents = new Option<bool>("--no-incidents") { Description = "Show findings as they are, without grouping them." };
        var threads = new Option<int>("--threads") { Description = "How many threads read and match.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var logSource = new Option<string?>("--logsource") { Description = "Log source of text that nothing is recognised in: PRODUCT/CATEGORY/SERVICE, a dash for a part that is open." };
        var rules = new RuleOptionsOnCommandLine();
        var command = new Command("scan", "Read evidence, match rules, group what is found into incidents, and explain each one.") { paths, level, format, output, since, until, noIncidents, threads, logSource };
        rules.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            new Request(
                parsed.GetValue(paths)!,
                rules.Load(parsed, parsed.GetValue(level)),
                parsed.GetValue(format),
                parsed.GetValue(output),
                new DetectionOptions { Since = Time("--since", parsed.GetValue(since)), Until = Time("--until", parsed.GetValue(until)), Unplaced = Source(parsed.GetValue(logSource)) },
                !parsed.GetValue(noIncidents),
                parsed.GetValue(threads)),
            cancellation)));
        return command;
    }

    /// <summary>Scans and reports.</summary>
    internal static int Run(Request request, CancellationToken cancellation)
    {
        foreach (var path in request.Paths)
            if (!Path.Exists(path)) throw new UsageException($"there is no evidence at {SafeText.OneLine(path)}: no such file or folder");
        if (request.Threads is < 1 or > 256) throw new UsageException("--threads wants a number from 1 to 256");
        var scan = new EvidenceScan(request.Rules, request.Options, new Telemetry.Scanning.ScanOptions { Workers = request.Threads });
        var report = ProgressBar.While(scan.Progress, () => scan.Run(request.Paths, request.WithIncidents, cancellation)) with { Notice = request.Notice };
        if (request.Output is { } file)
        {
            using var stream = file.Create();
            ReportWriter.Write(report, request.Format, request.Rules.Rejections, stream);
        }
        else if (request.Format == ReportFormat.Table) ScanView.Show(report, request.Rules.Rejections, request.WithIncidents);
        else
        {
            using var stream = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            ReportWriter.Write(report, request.Format, request.Rules.Rejections, stream);
        }

        if (request.Format != ReportFormat.Table || request.Output is not null) ScanView.ShowProblems(report, request.Rules.Rejections, Console.Error);
        return report.Findings.Count > 0 ? ExitCode.Findings : ExitCode.Fine;
    }

    static DateTimeOffset? Time(string option, string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new UsageException($"{option} wants a time such as 2026-01-31T08:00:00Z, not '{SafeText.OneLine(text, 60)}'");
    }

    static Telemetry.LogSource? Source(string? text)
    {
        if (text is null) return null;
        string?[] parts = [.. text.Split('/').Select(p => p is "-" or "" ? null : p)];
        return parts.Length is 1 or 2 or 3
            ? new Telemetry.LogSource(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2))
            : throw new UsageException($"--logsource wants PRODUCT/CATEGORY/SERVICE, not '{SafeText.OneLine(text, 60)}'");
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Request(
        IReadOnlyList<string> Paths, RuleCollection Rules, ReportFormat Format, FileInfo? Output, DetectionOptions Options, bool WithIncidents, int Threads)
    {
        /// <summary>What the reader must know first, or null.</summary>
        public string? Notice { get; init; }
    }
}
