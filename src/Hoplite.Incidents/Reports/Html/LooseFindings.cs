using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>Findings that belong to no incident, and those that were only counted.</summary>
static class LooseFindings
{
    const int Most = 200;

    public static void Write(HtmlWriter html, ScanReport report)
    {
        var loose = report.Findings.Where(f => !report.IncidentOf.ContainsKey(f.Id)).ToArray();
        if (loose.Length > 0)
        {
            html.Open("section").Element("h2", "Findings outside of incidents");
            foreach (var finding in loose.Take(Most)) EvidenceSection.Write(html, finding);
            if (loose.Length > Most) html.Element("p", $"{loose.Length - Most} more are not shown here; --format jsonl lists them all.", ("class", "quiet"));
            html.Close();
        }

        if (report.Folded.Count == 0) return;
        html.Open("section").Element("h2", "Only counted").Element("p", "These rules matched so often that their later findings were counted and not kept.").Open("ul");
        foreach (var (rule, count) in report.Folded.OrderByDescending(f => f.Value).ThenBy(f => f.Key.Id, StringComparer.Ordinal))
            html.Element("li", $"{rule.Title}: {count} more");
        html.Close().Close();
    }
}
