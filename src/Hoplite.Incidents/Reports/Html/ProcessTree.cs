namespace Hoplite.Incidents.Reports.Html;

/// <summary>Which program started which.</summary>
static class ProcessTree
{
    const int Deepest = 24, Most = 200;

    public static void Write(HtmlWriter html, Incident incident, ShownEvidence shown)
    {
        if (incident.Processes.Count == 0) return;
        html.Element("h3", "Which program started which");
        var left = Most;
        html.Open("ul", ("class", "tree"));
        foreach (var root in incident.Processes) Write(html, root, shown, 0, ref left);
        html.Close();
        if (left <= 0) html.Element("p", $"Only the first {Most} programs are drawn.", ("class", "quiet"));
    }

    static void Write(HtmlWriter html, ProcessNode node, ShownEvidence shown, int depth, ref int left)
    {
        if (--left < 0) return;
        html.Open("li");
        html.Element("b", node.Image[(node.Image.LastIndexOfAny(['\\', '/']) + 1)..]);
        foreach (var group in node.Findings.GroupBy(f => f.Rule.Title, StringComparer.Ordinal).OrderByDescending(g => g.First().Rule.Level))
            html.Text(" ").Element("a", group.Key, ("class", HtmlReport.ClassOf(group.First().Rule.Level)), ("href", group.Select(f => shown.Link(f.Id)).FirstOrDefault(l => l is not null)));
        if (node.User is not null || node.Host is not null)
            html.Element("small", $" {node.User}{(node.User is not null && node.Host is not null ? " on " : "")}{node.Host}", ("class", "quiet"));
        if (node.CommandLine is { } command) html.Void("br").Element("code", command);
        if (node.Children.Count > 0 && depth < Deepest)
        {
            html.Open("ul");
            foreach (var child in node.Children) Write(html, child, shown, depth + 1, ref left);
            html.Close();
        }
        else if (node.Children.Count > 0) html.Element("small", " and what it started", ("class", "quiet"));

        html.Close();
    }
}
