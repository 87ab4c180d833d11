using System.Globalization;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Hosting;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Reports;

/// <summary>One page for those who decide and do not read logs: traffic lights, what happened, three things to do, and the trend.</summary>
/// <param name="platform">The platform.</param>
/// <param name="checkup">How it does.</param>
/// <param name="rules">How the rules do.</param>
sealed class BoardBrief(Platform platform, Checkup checkup, DetectionRows rules)
{
    const string Green = "2f855a", Yellow = "b7791f", Red = "c53030", Grey = "718096";
    const double Left = 48, Inner = PdfPage.Width - 2 * Left;

    /// <summary>The page.</summary>
    /// <param name="days">How many days it is about.</param>
    public byte[] Make(int days)
    {
        var now = platform.Time.GetUtcNow();
        var page = new PdfPage();
        page.Box(0, 0, PdfPage.Width, 78, "1a365d");
        page.Text(Left, 38, 20, "Security brief", "ffffff", isBold: true);
        page.Text(Left, 58, 10, string.Create(CultureInfo.InvariantCulture, $"The last {days} days, as of {now:d MMMM yyyy HH:mm} UTC"), "cbd5e0");
        var y = Lights(page, 108, now, days);
        y = Happened(page, y + 14, now, days);
        y = ToDo(page, y + 14);
        Trend(page, y + 14, now);
        page.Text(Left, PdfPage.Height - 28, 8, "Made by Hoplite from what was measured; what was not measured is said to be unknown, never zero.", Grey);
        return page.ToFile("Security brief");
    }

    double Lights(PdfPage page, double y, DateTimeOffset now, int days)
    {
        var open = platform.Figures.Open();
        var overdue = platform.Figures.Unclaimed().Count(u => IncidentState.DueOf(u.Severity, u.Created) < now);
        var health = checkup.Run();
        var all = rules.All();
        var able = all.Count(r => r.State == "can-fire");
        var sources = health.First(h => h.Name == "sources");
        (string Colour, string Name, string Says)[] lights =
        [
            (open.Any(o => o.Severity >= Level.Critical) ? Red : open.Any(o => o.Severity == Level.High) ? Yellow : Green, "Incidents", open.Count == 0 ? "none is open" : string.Join(", ", open.Select(o => $"{o.Count} {LevelNames.Of(o.Severity)}")) + " open"),
            (overdue > 0 ? Red : Green, "Response", overdue > 0 ? $"{overdue} incidents wait longer than they should" : platform.Figures.ToClose(now.AddDays(-days)) is { } close ? $"nothing is overdue; half are closed within {Span(close)}" : "nothing is overdue"),
            (sources.State switch { "good" => Green, "bad" => Red, "warning" => Yellow, _ => Grey }, "Visibility", sources.Says),
            (able * 2 >= all.Count ? Green : able > 0 ? Yellow : Grey, "Detection", $"{able} of {all.Count} rules can find something with what is reported here"),
            (health.Any(h => h.State == "bad") ? Red : health.Any(h => h.State == "warning") ? Yellow : Green, "Platform", health.FirstOrDefault(h => h.State is "bad" or "warning")?.Says ?? "everything works"),
        ];
        page.Text(Left, y, 13, "How we stand", isBold: true);
        y += 22;
        foreach (var (colour, name, says) in lights)
        {
            page.Dot(Left + 6, y - 4, 6, colour);
            page.Text(Left + 22, y, 11, name, isBold: true);
            y = Math.Max(y + 20, page.Paragraph(Left + 110, y, 11, Inner - 110, says, 2) + 6);
        }

        return y;
    }

    double Happened(PdfPage page, double y, DateTimeOffset now, int days)
    {
        page.Text(Left, y, 13, "What happened", isBold: true);
        var since = now.AddDays(-days);
        y = page.Paragraph(Left, y + 20, 11, Inner, $"{platform.Figures.Findings(since)} findings became {platform.Figures.Incidents(since)} incidents; people confirmed {platform.Figures.Confirmed(since)} of them. "
            + (platform.Figures.ToDetect(since) is { } detect ? $"Half were seen within {Span(detect)} of the event." : "How fast they were seen is unknown."), 2) + 6;
        var worst = platform.Incidents.List(new IncidentFilter { Limit = 1000 }).Items.Where(i => i.Created >= since).Take(6).ToArray();
        if (worst.Length == 0) return page.Paragraph(Left, y, 11, Inner, "There was no incident.");
        foreach (var incident in worst)
        {
            page.Box(Left, y - 9, 3, 24, incident.Severity >= Level.Critical ? Red : incident.Severity == Level.High ? Yellow : Grey);
            y = page.Paragraph(Left + 12, y, 10.5, Inner - 12, $"#{incident.Number} {incident.Title}", 1);
            y = page.Paragraph(Left + 12, y, 9, Inner - 12, $"{LevelNames.Of(incident.Severity)}, {incident.Verdict ?? incident.State}, {incident.Created.UtcDateTime:d MMM HH:mm}".ToString(CultureInfo.InvariantCulture), 1, Grey) + 6;
        }

        return y;
    }

    double ToDo(PdfPage page, double y)
    {
        page.Text(Left, y, 13, "Three things to do", isBold: true);
        y += 20;
        var number = 0;
        foreach (var action in Actions().Take(3)) y = page.Paragraph(Left, y, 11, Inner, $"{++number}. {action}", 2) + 3;
        return number == 0 ? page.Paragraph(Left, y, 11, Inner, "Nothing is urgent.") : y;
    }

    IEnumerable<string> Actions()
    {
        foreach (var incident in platform.Incidents.List(new IncidentFilter { State = "open", Severity = Level.High, Limit = 2 }).Items)
            if (platform.Incidents.Report(incident.Id).Act.FirstOrDefault() is { } act) yield return $"#{incident.Number}: {act}";
        foreach (var check in checkup.Run().Where(c => c.State is "bad" or "warning" && c.Fix is not null)) yield return $"{check.Fix} ({check.Says})";
        if (rules.All() is { Count: > 0 } all && all.Count(r => r.State != "can-fire") * 2 > all.Count) yield return "Connect more sources: more than half of the rules see nothing of what they are about.";
    }

    void Trend(PdfPage page, double y, DateTimeOffset now)
    {
        page.Text(Left, y, 13, "Trend: incidents by week, the last 90 days", isBold: true);
        var days = platform.Figures.PerDay(now, 91);
        int[] weeks = [.. days.Chunk(7).Select(w => w.Sum())];
        var most = Math.Max(1, weeks.Max());
        var width = Inner / weeks.Length;
        const double Tall = 60;
        y += 16;
        for (var i = 0; i < weeks.Length; i++)
        {
            var height = Math.Max(1, Tall * weeks[i] / most);
            page.Box(Left + i * width + 3, y + Tall - height, width - 6, height, weeks[i] == 0 ? "cbd5e0" : "2b6cb0");
            if (weeks[i] > 0) page.Text(Left + i * width + 6, y + Tall - height - 4, 8, weeks[i].ToString(CultureInfo.InvariantCulture), Grey);
        }

        page.Text(Left, y + Tall + 14, 9, $"30 days: {days.TakeLast(30).Sum()}   60 days: {days.TakeLast(60).Sum()}   90 days: {days.TakeLast(90).Sum()}", Grey);
    }

    static string Span(TimeSpan span) => span.TotalHours < 2 ? $"{Math.Max(1, span.TotalMinutes):0} minutes" : span.TotalDays < 3 ? $"{span.TotalHours:0} hours" : $"{span.TotalDays:0} days";
}
