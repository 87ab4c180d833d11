using System.Globalization;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Times as STIX writes them: RFC 3339, UTC, capital T and Z; finer than a microsecond is cut off.</summary>
static class PatternTime
{
    static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", .. Enumerable.Range(1, 6).Select(n => $"yyyy-MM-dd'T'HH:mm:ss.{new string('f', n)}'Z'")];

    /// <summary>Reads a time; false when it is not one.</summary>
    public static bool TryParse(string text, out long ticks)
    {
        ticks = 0;
        if (text.Length is < 20 or > 64 || text[^1] != 'Z') return false;
        if (text.Length > 27) text = text.AsSpan(20, text.Length - 21).ContainsAnyExceptInRange('0', '9') ? text : text[..26] + "Z";
        var leap = text.AsSpan(17, 2) is "60";
        if (leap) text = string.Concat(text.AsSpan(0, 17), "59", text.AsSpan(19));
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return false;
        ticks = time.Ticks + (leap ? TimeSpan.TicksPerSecond : 0);
        return true;
    }
}
