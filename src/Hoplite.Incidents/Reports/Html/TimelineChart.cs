using System.Globalization;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>When it happened: a lane for each host, a mark for each line of the timeline, and the same as a table.</summary>
static class TimelineChart
{
    const int Width = 960, Left = 150, Right = 24, Lane = 34, MostLanes = 10, MostRows = 200, MostMarks = 400, Ticks = 8;

    // Steps that a clock and a calendar have, in seconds.
    static readonly long[] Steps = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 31_536_000];

    public static void Write(HtmlWriter html, Incident incident, ShownEvidence shown)
    {
        html.Element("h3", "What happened when");
        if (incident is { First: { } first, Last: { } last }) Chart(html, incident, shown, first, last);
        html.Open("div", ("class", "scroll")).Open("table", ("class", "lines")).Open("thead").Open("tr");
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

    static void Chart(HtmlWriter html, Incident incident, ShownEvidence shown, DateTimeOffset first, DateTimeOffset last)
    {
        var hosts = incident.Timeline.Select(e => e.Host ?? "").GroupBy(h => h, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => g.Key).ToArray();
        var lanes = hosts.Length <= MostLanes ? hosts : [.. hosts.Take(MostLanes - 1), "other hosts"];
        var height = lanes.Length * Lane + 46;
        var span = Math.Max((last - first).TotalSeconds, 1);
        double X(DateTimeOffset time) => Left + Math.Clamp((time - first).TotalSeconds / span, 0, 1) * (Width - Left - Right);

        html.Open("div", ("class", "scroll")).Open("svg", ("class", "timeline"), ("viewBox", $"0 0 {Width} {height}"), ("role", "img"), ("aria-label", "Timeline"));
        var step = Steps.FirstOrDefault(s => span / s <= Ticks, Steps[^1]);
        var format = step >= 86_400 ? "yyyy-MM-dd" : span > 86_400 ? "MM-dd HH:mm" : step < 60 ? "HH:mm:ss" : "HH:mm";
        for (var tick = (first.ToUnixTimeSeconds() + step - 1) / step * step; tick <= last.ToUnixTimeSeconds(); tick += step)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(tick);
            var x = Number(X(time));
            html.Element("line", null, ("class", "grid"), ("x1", x), ("x2", x), ("y1", "8"), ("y2", Number(height - 30)));
            html.Element("text", time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture), ("class", "tick"), ("x", x), ("y", Number(height - 12)), ("text-anchor", "middle"));
        }

        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var y = 8 + lane * Lane + Lane / 2;
            html.Element("line", null, ("class", "lane"), ("x1", Number(Left)), ("x2", Number(Width - Right)), ("y1", Number(y)), ("y2", Number(y)));
            html.Element("text", Short(lanes[lane].Length == 0 ? "host not named" : lanes[lane]), ("x", Number(Left - 14)), ("y", Number(y + 4)), ("text-anchor", "end"));
        }

        var rows = Rows(incident, X);

        // The serious ones are drawn last, so that nothing hides them.
        foreach (var entry in incident.Timeline.Where(e => e.Finding.Time is not null).OrderByDescending(e => e.Finding.Rule.Level).Take(MostMarks).OrderBy(e => e.Finding.Rule.Level))
        {
            var lane = Array.IndexOf(lanes, entry.Host ?? "");
            if (lane < 0) lane = lanes.Length - 1;
            html.Open("a", ("href", shown.Link(entry.Finding.Id)));
            html.Open("circle", ("class", HtmlReport.ClassOf(entry.Finding.Rule.Level)), ("cx", Number(X(entry.Finding.Time!.Value))), ("cy", Number(8 + lane * Lane + Lane / 2 + rows[entry])), ("r", Number(4 + (int)entry.Finding.Rule.Level * 0.5)));
            html.Element("title", $"{ReportWords.Time(entry.Finding.Time)} {entry.Finding.Rule.Title}").Close().Close();
        }

        html.Close().Close();
        if (incident.Timeline.Count > MostMarks) html.Element("p", $"The picture shows the {MostMarks} most serious lines.", ("class", "quiet"));
    }

    // Marks that would hide each other step up and down within their lane.
    static Dictionary<TimelineEntry, int> Rows(Incident incident, Func<DateTimeOffset, double> x)
    {
        const double Apart = 13;
        int[] shifts = [0, -10, 10];
        var rows = new Dictionary<TimelineEntry, int>(ReferenceEqualityComparer.Instance);
        foreach (var lane in incident.Timeline.Where(e => e.Finding.Time is not null).GroupBy(e => e.Host, StringComparer.Ordinal))
        {
            double[] taken = [double.MinValue, double.MinValue, double.MinValue];
            foreach (var entry in lane.OrderBy(e => e.Finding.Time))
            {
                var at = x(entry.Finding.Time!.Value);
                var row = Math.Max(0, Array.FindIndex(taken, t => at - t >= Apart));
                taken[row] = at;
                rows[entry] = shifts[row];
            }
        }

        return rows;
    }

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    static string Short(string text) => text.Length <= 20 ? text : text[..19] + "…";
}
