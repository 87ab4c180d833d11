using System.Globalization;
using Hoplite.Detection;
using Hoplite.Telemetry;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>Every finding down to its bytes, folded away until somebody asks.</summary>
static class EvidenceSection
{
    const int MostEvents = 12, MostFields = 120;

    public static void Write(HtmlWriter html, Incident incident, ShownEvidence shown)
    {
        html.Element("h3", "Evidence");
        var findings = incident.Findings.Where(f => shown.Has(f.Id)).ToArray();
        foreach (var finding in findings) Write(html, finding);
        if (incident.Findings.Count > findings.Length)
            html.Element("p", $"{incident.Findings.Count - findings.Length} more findings are not shown here; --format jsonl lists them all.", ("class", "quiet"));
    }

    /// <summary>Writes one finding.</summary>
    public static void Write(HtmlWriter html, Finding finding)
    {
        html.Open("details", ("class", "evidence"));
        html.Open("summary").Element("span", finding.Rule.Level.ToString(), ("class", HtmlReport.ClassOf(finding.Rule.Level)))
            .Text(" ").Element("span", ReportWords.Time(finding.Time), ("class", "time")).Text(" ").Element("b", finding.Rule.Title).Close();
        // A link to something inside opens what is folded; a link to the fold itself would not.
        html.Element("p", finding.Rule.Description, ("id", "f" + finding.Id.ToString("N")));
        html.Open("p", ("class", "quiet")).Text($"Rule {finding.Rule.Id}{(finding.Rule.Author is { } author ? " by " + author : "")}");
        if (finding.Rule.Tags.Length > 0) html.Text(" · " + string.Join(", ", finding.Rule.Tags));
        html.Close();
        if (finding.Matched.Count > 0)
        {
            html.Element("h4", finding.Correlation is null ? "What matched" : "What they have in common").Open("div", ("class", "scroll")).Open("table", ("class", "fields")).Open("tbody");
            foreach (var matched in finding.Matched.Take(MostFields))
                html.Open("tr").Element("th", matched.Name).Open("td").Open("mark").Element("code", matched.Value).Close().Close().Close();
            html.Close().Close().Close();
        }

        var matchedNames = finding.Matched.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var record in finding.Events.Take(MostEvents)) Write(html, record, matchedNames);
        html.Close();
    }

    static void Write(HtmlWriter html, EventRecord record, HashSet<string> matched)
    {
        var id = record.RecordId >= 0 ? $", record {record.RecordId.ToString(CultureInfo.InvariantCulture)}" : "";
        html.Open("div", ("class", "event"));
        html.Open("p").Element("code", record.Source.Path).Text($" at byte {record.Position.ToString(CultureInfo.InvariantCulture)}{id} · {record.LogSource}").Close();
        if (html.Written > ShownEvidence.EventRoom)
        {
            html.Element("p", "The page has no room for the whole event; it is in the file named above.", ("class", "quiet")).Close();
            return;
        }

        if (record.Fields.Count > 0)
        {
            html.Open("details").Element("summary", $"All {Plain.Count(record.Fields.Count, "field", "fields")}").Open("div", ("class", "scroll")).Open("table", ("class", "fields")).Open("tbody");
            foreach (var (name, value) in record.Fields.Take(MostFields))
                html.Open("tr", ("class", matched.Contains(name) ? "matched" : null)).Element("th", name).Open("td").Element("code", value ?? "null").Close().Close();
            html.Close().Close().Close();
            if (record.Fields.Count > MostFields) html.Element("p", $"{record.Fields.Count - MostFields} more fields are not shown.", ("class", "quiet"));
            html.Close();
        }

        if (record.Raw.IsEmpty) html.Element("p", "Only the place of this event was kept; its bytes are in the file named above.", ("class", "quiet"));
        else
        {
            html.Open("details").Element("summary", $"The {Plain.Count(record.Raw.Length, "byte", "bytes")} as they stand in the file");
            html.Preformatted(HexDump.Lines(record.Raw.Span, record.Position), ("class", "hex"));
            if (record.Raw.Length > HexDump.Most) html.Element("p", $"{record.Raw.Length - HexDump.Most} more bytes follow.", ("class", "quiet"));
            html.Close();
        }

        html.Close();
    }
}
