using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>What the report does not know, and how it came to be.</summary>
static class Closing
{
    const int Most = 200;

    public static void Write(HtmlWriter html, ScanReport report, IReadOnlyList<RuleRejection> rejections)
    {
        html.Open("section", ("class", "limits"), ("id", "limits")).Element("h2", "What this report does not know");
        if (report.Problems.Count == 0 && report.Partial.Count == 0 && rejections.Count == 0) html.Element("p", "Everything named was read, and every rule could be used. What was never recorded cannot be found.");
        if (report.Problems.Count > 0)
        {
            html.Element("h3", $"Could not read ({Plain.Count(report.Problems.Count + report.MoreProblems, "place", "places")}; everything else was read)").Open("ul");
            foreach (var problem in report.Problems.Take(Most))
                html.Open("li").Element("code", problem.Source.Path).Text($" at byte {problem.Offset}: {problem.Reason}").Close();
            html.Close();
            if (report.Problems.Count + report.MoreProblems > Most) html.Element("p", $"and {report.Problems.Count + report.MoreProblems - Most} more places", ("class", "quiet"));
        }

        List(html, "Not taken into account", report.Partial);
        List(html, "Rules that could not be used", [.. rejections.Select(r => r.ToString())]);
        html.Close();

        html.Open("footer").Open("p", ("class", "quiet")).Text("Read: " + string.Join(", ", report.Paths) + ". ");
        html.Text("Made without any language model; the same evidence and rules give the same findings again. Severity comes from rules and what was counted, and can be wrong: look at the evidence.").Close();
        var authors = report.Findings.Select(f => f.Rule.Author).Concat(report.Folded.Keys.Select(r => r.Author)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (authors.Length > 0) html.Element("p", "The rules that matched were written by: " + string.Join("; ", authors), ("class", "quiet"));
        html.Close();
    }

    static void List(HtmlWriter html, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        html.Element("h3", title).Open("ul");
        foreach (var line in lines.Take(Most)) html.Element("li", line);
        if (lines.Count > Most) html.Element("li", $"and {lines.Count - Most} more");
        html.Close();
    }
}
