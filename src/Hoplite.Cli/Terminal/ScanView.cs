using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;
using Spectre.Console;

namespace Hoplite.Cli.Terminal;

/// <summary>The report for a person at a terminal: the worst incident first, in plain words, evidence one step away.</summary>
static class ScanView
{
    const int MostIncidents = 20;
    const int MostLines = 14;

    /// <summary>Shows a report.</summary>
    public static void Show(ScanReport report, IReadOnlyList<RuleRejection> rejections, bool withIncidents)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected) console.Profile.Width = 140;
        if (withIncidents) ShowIncidents(console, report);
        else ShowFindings(console, report);
        foreach (var line in ReportWords.Problems(report, rejections)) console.WriteLine(line);
        console.WriteLine();
        console.WriteLine(ReportWords.Overview(report));
        if (withIncidents && report.Incidents.Count > 0) console.WriteLine("For the whole story with every event: add --format html --out report.html");
    }

    /// <summary>Writes what could not be read, plainly.</summary>
    public static void ShowProblems(ScanReport report, IReadOnlyList<RuleRejection> rejections, TextWriter writer)
    {
        foreach (var line in ReportWords.Problems(report, rejections)) writer.WriteLine(line);
        writer.WriteLine(ReportWords.Overview(report));
    }

    static void ShowIncidents(IAnsiConsole console, ScanReport report)
    {
        foreach (var incident in report.Incidents.Take(MostIncidents)) ShowIncident(console, incident);
        if (report.Incidents.Count > MostIncidents) console.WriteLine($"and {report.Incidents.Count - MostIncidents} more incidents");
        if (report.Incidents.Count == 0) console.WriteLine(report.Findings.Count == 0 ? "Nothing suspicious was found." : "Nothing serious enough for an incident was found; --no-incidents shows the findings.");
    }

    static void ShowIncident(IAnsiConsole console, Incident incident)
    {
        var colour = Colour(incident.Severity);
        console.WriteLine();
        console.Write(new Rule($"[{colour} bold] {incident.Severity.ToString().ToUpperInvariant()} [/] [bold]{Safe(incident.Title, 160)}[/]") { Justification = Justify.Left, Style = Style.Parse(colour) });
        console.MarkupLine($"[dim]{ReportWords.Time(incident.First)} to {ReportWords.Time(incident.Last)} UTC · {incident.Findings.Count} findings · confidence {incident.Confidence} % · {incident.Id}[/]");
        console.MarkupLine(Safe(incident.Triage.Summary, 1200));
        if (incident.Chain.Count > 0)
            console.MarkupLine("[bold]Stages[/]  " + string.Join(" [dim]→[/] ", incident.Chain.Select(s => $"{Safe(s.Tactic.Name, 40)}{(s.Techniques.Count > 0 ? $" [dim]{string.Join(' ', s.Techniques.Take(3).Select(t => t.Id))}[/]" : "")}")));

        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("time").NoWrap()).AddColumn("host").AddColumn("rule").AddColumn("seen");
        foreach (var entry in Shown(incident))
            table.AddRow(
                $"[dim]{entry.Finding.Time?.UtcDateTime.ToString("MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? "no time"}[/]",
                Safe(entry.Host, 24),
                $"[{Colour(entry.Finding.Rule.Level)}]{Safe(entry.Finding.Rule.Title, 70)}[/]{(entry.Count > 1 ? $" [dim]×{entry.Count}[/]" : "")}",
                $"[dim]{Safe(entry.Detail, 110)}[/]");
        console.Write(table);
        if (incident.Timeline.Count > MostLines) console.MarkupLine($"[dim]  and {incident.Timeline.Count - MostLines} more lines[/]");
        ShowList(console, "Why we think so", incident.Triage.Why);
        ShowList(console, "What would explain it away", incident.Triage.Benign);
        ShowList(console, "What to do now", incident.Triage.Act);
        ShowList(console, "How rare this is here", incident.Triage.Rarity);
    }

    // The most serious lines, shown in order of time.
    static IEnumerable<TimelineEntry> Shown(Incident incident) =>
        incident.Timeline.OrderByDescending(e => e.Finding.Rule.Level).Take(MostLines).OrderBy(e => e.Finding.Time);

    static void ShowList(IAnsiConsole console, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        console.MarkupLine($"[bold]{title}[/]");
        foreach (var line in lines) console.Write(new Padder(new Markup("• " + Safe(line, 400)), new Padding(2, 0, 0, 0)));
    }

    static void ShowFindings(IAnsiConsole console, ScanReport report)
    {
        foreach (var finding in report.Findings)
            console.MarkupLine($"{ReportWords.Time(finding.Time)}  [{Colour(finding.Rule.Level)}]{finding.Rule.Level,-13}[/]  {Safe(finding.Rule.Title, 80)}  [dim]{Safe(Path.GetFileName(finding.Event.Source.Path), 60)}[/]");
    }

    static string Safe(string? text, int longest) => Markup.Escape(SafeText.OneLine(text, longest));

    static string Colour(Level level) => level switch { Level.Critical => "magenta", Level.High => "red", Level.Medium => "yellow", Level.Low => "blue", _ => "grey" };
}
