using Hoplite.Incidents.Attack;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>The ATT&amp;CK matrix with the tactics and techniques of an incident filled in.</summary>
static class AttackMatrix
{
    public static void Write(HtmlWriter html, Incident incident, ShownEvidence shown)
    {
        if (incident.Chain.Count == 0) return;
        var steps = incident.Chain.ToDictionary(s => s.Tactic.Id, StringComparer.Ordinal);
        html.Element("h3", "How far it got").Element("p", "The stages of an attack in their usual order (MITRE ATT&CK); the filled ones were seen here.", ("class", "quiet"));
        html.Open("ol", ("class", "matrix"));
        foreach (var tactic in AttackTable.Tactics)
        {
            var step = steps.GetValueOrDefault(tactic.Id);
            html.Open("li", ("class", step is null ? "unseen" : "seen"));
            html.Element("b", tactic.Name);
            if (step is not null)
            {
                html.Open("ul");
                foreach (var technique in step.Techniques)
                    html.Open("li").Open("a", ("href", Evidence(incident, technique, shown))).Element("code", technique.Id).Close().Text(" " + technique.Name).Close();
                if (step.Techniques.Count == 0) html.Element("li", "technique not named");
                html.Close();
                html.Element("small", Plain.Count(step.Findings, "finding", "findings"));
            }

            html.Close();
        }

        html.Close();
    }

    static string? Evidence(Incident incident, Technique technique, ShownEvidence shown) => incident.Timeline
        .Where(e => shown.Has(e.Finding.Id) && e.Finding.Rule.Tags.Any(t => AttackTable.TechniqueOf(t)?.Id == technique.Id)).Select(e => shown.Link(e.Finding.Id)).FirstOrDefault();
}
