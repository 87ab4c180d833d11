using System.Globalization;

namespace Hoplite.Incidents;

/// <summary>Figures in plain words.</summary>
static class Plain
{
    /// <summary>A length of time, rounded to what a person would say.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "less than a second",
        { TotalSeconds: < 90 } => $"{(int)Math.Round(span.TotalSeconds)} seconds",
        { TotalMinutes: < 90 } => $"{(int)Math.Round(span.TotalMinutes)} minutes",
        { TotalHours: < 36 } => $"{(int)Math.Round(span.TotalHours)} hours",
        _ => $"{(int)Math.Round(span.TotalDays)} days",
    };

    /// <summary>A number of things.</summary>
    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {many}";

    /// <summary>A list with "and" before its last member; what is too much is counted.</summary>
    public static string List(IReadOnlyList<string> items, int most = 4)
    {
        var shown = items.Take(most).ToList();
        if (items.Count > most) shown.Add($"{items.Count - most} more");
        return shown.Count switch
        {
            0 => "",
            1 => shown[0],
            _ => string.Join(", ", shown.Take(shown.Count - 1)) + " and " + shown[^1],
        };
    }
}
