using System.Globalization;
using System.Text;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports;

/// <summary>The report as plain text, for a file or a terminal without colours.</summary>
public static class TextReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(ScanReport report, IReadOnlyList<RuleRejection> rejections, Stream target)
    {
        using var text = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        if (report.Notice is { } notice) text.WriteLine(notice);
        text.WriteLine(ReportWords.Overview(report));
        foreach (var incident in report.Incidents) Write(text, incident);
        if (report.Incidents.Count == 0)
            foreach (var finding in report.Findings)
                text.WriteLine($"{ReportWords.Time(finding.Time)}  {finding.Rule.Level,-13}  {SafeText.OneLine(finding.Rule.Title)}  {SafeText.OneLine(finding.Event.Source.Path)}");
        foreach (var line in ReportWords.Problems(report, rejections)) text.WriteLine(line);
    }

    static void Write(StreamWriter text, Incident incident)
    {
        text.WriteLine();
        text.WriteLine($"[{incident.Severity.ToString().ToUpperInvariant()}] {SafeText.OneLine(incident.Title)} (confidence {incident.Confidence.ToString(CultureInfo.InvariantCulture)} %)");
        text.WriteLine(SafeText.OneLine(incident.Triage.Summary));
        foreach (var entry in incident.Timeline)
            text.WriteLine($"  {ReportWords.Time(entry.Finding.Time)}  {entry.Finding.Rule.Level,-13}  {SafeText.OneLine(entry.Finding.Rule.Title)}{(entry.Count > 1 ? $" ×{entry.Count}" : "")}  {SafeText.OneLine(entry.Detail, 160)}");
        Write(text, "Why we think so", incident.Triage.Why);
        Write(text, "What would explain it away", incident.Triage.Benign);
        Write(text, "What to do now", incident.Triage.Act);
    }

    static void Write(StreamWriter text, string title, IReadOnlyList<string> lines)
    {
        text.WriteLine($"  {title}:");
        foreach (var line in lines) text.WriteLine($"   - {SafeText.OneLine(line)}");
    }
}
