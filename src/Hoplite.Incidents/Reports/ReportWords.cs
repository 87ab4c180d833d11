using System.Globalization;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports;

/// <summary>Sentences that every form of the report shares.</summary>
public static class ReportWords
{
    const int MostShown = 200;

    /// <summary>A time, or that it is not known.</summary>
    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "time not known     ";

    /// <summary>What was read and found, in one line.</summary>
    public static string Overview(ScanReport report)
    {
        var speed = report.Elapsed.TotalSeconds > 0.05 ? $", {Bytes(report.Bytes / report.Elapsed.TotalSeconds)}/s" : "";
        return Overview(report, $" in {report.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s{speed}");
    }

    /// <summary>The same without how long it took, so that the same evidence and rules give the same words.</summary>
    public static string Outcome(ScanReport report) => Overview(report, "");

    /// <summary>The section on what could not be read; empty when everything was.</summary>
    public static IEnumerable<string> Problems(ScanReport report, IReadOnlyList<RuleRejection> rejections)
    {
        if (report.Problems.Count > 0)
        {
            yield return "";
            yield return $"Could not read ({Plain.Count(report.Problems.Count + report.MoreProblems, "place", "places")}; everything else was read):";
            foreach (var problem in report.Problems.Take(MostShown))
                yield return $"  {SafeText.OneLine(problem.Source.Path, 300)} at byte {problem.Offset.ToString(CultureInfo.InvariantCulture)}: {SafeText.OneLine(problem.Reason, 300)}";
            if (report.Problems.Count + report.MoreProblems > MostShown)
                yield return $"  and {(report.Problems.Count + report.MoreProblems - MostShown).ToString(CultureInfo.InvariantCulture)} more places";
        }

        if (report.Partial.Count > 0)
        {
            yield return "";
            yield return "Not taken into account:";
            foreach (var line in report.Partial) yield return "  " + line;
        }

        if (rejections.Count > 0)
        {
            yield return "";
            yield return $"Rules that could not be used ({rejections.Count.ToString(CultureInfo.InvariantCulture)}; 'hoplite rules check' lists them all):";
            foreach (var rejection in rejections.Take(10)) yield return "  " + SafeText.OneLine(rejection.ToString(), 300);
            if (rejections.Count > 10) yield return $"  and {(rejections.Count - 10).ToString(CultureInfo.InvariantCulture)} more";
        }
    }

    static string Overview(ScanReport report, string time) =>
        $"Read {Plain.Count(report.Events, "event", "events")} from {Plain.Count(report.Files, "file", "files")} ({Bytes(report.Bytes)}) with {Plain.Count(report.Rules, "rule", "rules")}{time}: "
        + $"{Plain.Count(report.Findings.Count + report.Folded.Values.Sum(), "finding", "findings")}, {Plain.Count(report.Incidents.Count, "incident", "incidents")}."
        + (report.Alerts > 0 ? $" {Plain.Count(report.Alerts, "alert of another tool was read", "alerts of other tools were read")}; the rarest of each day make incidents." : "");

    /// <summary>A number of bytes.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " GB",
        >= 1e6 => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
        >= 1e3 => (bytes / 1e3).ToString("0", CultureInfo.InvariantCulture) + " kB",
        _ => bytes.ToString("0", CultureInfo.InvariantCulture) + " bytes",
    };
}
