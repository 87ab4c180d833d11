using System.Globalization;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>When it happened: a lane for each host, a mark for each line of the timeline, and the same as a table.</summary>
static class TimelineChart
{
    const int Width = 960, Left = 150, Right = 24, Lane = 34, MostLanes = 10, MostRows = 200, MostMarks = 400, Ticks = 6;

    public static void Write(HtmlWriter html, Incident incident, ShownEvidence shown)
    {
        html.Element("h3", "What happened when");
        if (incident is { First: { } first, Last: { } last }) Chart(html, incident, first, last);
        html.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        foreach (var title in (ReadOnlySpan<string>)["Time (UTC)", "Host", "", "What", "Detail"]) html.Element("th", title);
        html.Close().Close().Open("tbody");
        foreach (var entry in incident.Timeline.Take(MostRows))
        {
            html.Open("tr");
            html.Element("td", ReportWords.Time(entry.Finding.Time), ("class", "time"));
            html.Element("td", entry.Host, ("class", "host"));
            html.Open("td").Element("span", entry.Finding.Rule.Level.ToString(), ("class", HtmlReport.ClassOf(entry.Finding.Rule.Level))).Close();
            html.Open("td", ("class", "what")).Element("a", entry.Finding.Rule.Title, ("href", shown.Link(entry.Finding.Id)));
            if (entry.Count > 1) html.Element("b", $" × {entry.Count.ToString(CultureInfo.InvariantCulture)}");
            html.Close();
            html.Open("td").Element("code", entry.Detail).Close();
            html.Close();
        }

        html.Close().Close().Close();
        if (incident.Timeline.Count > MostRows) html.Element("p", $"and {incident.Timeline.Count - MostRows} more lines; --format json has them all.", ("class", "quiet"));
    }

    static void Chart(HtmlWriter html, Incident incident, DateTimeOffset first, DateTimeOffset last)
    {
        var hosts = incident.Timeline.Select(e => e.Host ?? "").GroupBy(h => h, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => g.Key).ToArray();
        var lanes = hosts.Length <= MostLanes ? hosts : [.. hosts.Take(MostLanes - 1), "other hosts"];
        var height = lanes.Length * Lane + 46;
        var span = Math.Max((last - first).TotalSeconds, 1);
        double X(DateTimeOffset time) => Left + Math.Clamp((time - first).TotalSeconds / span, 0, 1) * (Width - Left - Right);

        html.Open("svg", ("class", "timeline"), ("viewBox", $"0 0 {Width} {height}"), ("role", "img"), ("aria-label", "Timeline"));
        for (var tick = 0; tick < Ticks; tick++)
        {
            var time = first + (last - first) * tick / (Ticks - 1);
            var x = Number(X(time));
            html.Element("line", null, ("class", "grid"), ("x1", x), ("x2", x), ("y1", "8"), ("y2", Number(height - 30)));
            html.Element("text", time.UtcDateTime.ToString(span > 172_800 ? "MM-dd HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture), ("class", "tick"), ("x", x), ("y", Number(height - 12)), ("text-anchor", tick == Ticks - 1 ? "end" : "middle"));
        }

        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var y = 8 + lane * Lane + Lane / 2;
            html.Element("line", null, ("class", "lane"), ("x1", Number(Left)), ("x2", Number(Width - Right)), ("y1", Number(y)), ("y2", Number(y)));
            html.Element("text", Short(lanes[lane].Length == 0 ? "host not named" : lanes[lane]), ("x", Number(Left - 14)), ("y", Number(y + 4)), ("text-anchor", "end"));
        }

        // The serious ones are drawn last, so that nothing hides them.
        foreach (var entry in incident.Timeline.Where(e => e.Finding.Time is not null).OrderByDescending(e => e.Finding.Rule.Level).Take(MostMarks).OrderBy(e => e.Finding.Rule.Level))
        {
            var lane = Array.IndexOf(lanes, entry.Host ?? "");
            if (lane < 0) lane = lanes.Length - 1;
            html.Open("circle", ("class", HtmlReport.ClassOf(entry.Finding.Rule.Level)), ("cx", Number(X(entry.Finding.Time!.Value))), ("cy", Number(8 + lane * Lane + Lane / 2)), ("r", Number(4 + (int)entry.Finding.Rule.Level)));
            html.Element("title", $"{ReportWords.Time(entry.Finding.Time)} {entry.Finding.Rule.Title}").Close();
        }

        html.Close();
        if (incident.Timeline.Count > MostMarks) html.Element("p", $"The picture shows the {MostMarks} most serious lines.", ("class", "quiet"));
    }

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    static string Short(string text) => text.Length <= 20 ? text : text[..19] + "…";
}
