using System.Globalization;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>One incident: first what it means and what to do, then how we know.</summary>
static class IncidentSection
{
    public static void Write(HtmlWriter html, Incident incident, int number, ShownEvidence shown)
    {
        html.Open("section", ("id", $"i{number}"), ("class", "incident"));
        html.Open("h2").Element("span", incident.Severity.ToString(), ("class", HtmlReport.ClassOf(incident.Severity))).Text(" ").Text(incident.Title).Close();
        html.Open("p", ("class", "quiet"))
            .Text($"{ReportWords.Time(incident.First)} to {ReportWords.Time(incident.Last)} UTC · {Plain.Count(incident.Findings.Count, "finding", "findings")} · confidence {incident.Confidence.ToString(CultureInfo.InvariantCulture)} % ");
        html.Element("meter", null, ("min", "0"), ("max", "100"), ("value", incident.Confidence.ToString(CultureInfo.InvariantCulture)), ("title", "How sure it is that this is no accident"));
        html.Close();
        html.Element("p", incident.Triage.Summary, ("class", "summary"));

        html.Open("div", ("class", "cards"));
        Card(html, "What to do now", incident.Triage.Act, "ol", "act");
        Card(html, "Why we think so", incident.Triage.Why, "ul", "why");
        Card(html, "What would explain it away", incident.Triage.Benign, "ul", "benign");
        Card(html, "How rare this is here", incident.Triage.Rarity, "ul", "rarity");
        html.Close();

        AttackMatrix.Write(html, incident, shown);
        TimelineChart.Write(html, incident, shown);
        ProcessTree.Write(html, incident, shown);
        EntityGraph.Write(html, incident);
        EvidenceSection.Write(html, incident, shown);
        html.Element("p", "Incident " + incident.Id, ("class", "quiet id"));
        html.Close();
    }

    static void Card(HtmlWriter html, string title, IReadOnlyList<string> lines, string list, string kind)
    {
        if (lines.Count == 0) return;
        html.Open("div", ("class", "card " + kind)).Element("h3", title).Open(list);
        foreach (var line in lines)
            if (kind == "act") html.Open("li").Open("label").Void("input", ("type", "checkbox")).Element("span", line).Close().Close();
            else html.Element("li", line);
        html.Close().Close();
    }
}
