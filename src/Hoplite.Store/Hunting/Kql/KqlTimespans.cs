using System.Globalization;

namespace Hoplite.Store.Hunting.Kql;

/// <summary>How spans of time and points in time are written.</summary>
static class KqlTimespans
{
    static readonly (string Unit, long Microseconds)[] Units =
    [
        ("d", 86_400_000_000), ("h", 3_600_000_000), ("ms", 1000), ("m", 60_000_000), ("s", 1_000_000), ("us", 1), ("microsecond", 1), ("millisecond", 1000),
        ("second", 1_000_000), ("seconds", 1_000_000), ("minute", 60_000_000), ("minutes", 60_000_000), ("hour", 3_600_000_000), ("hours", 3_600_000_000), ("day", 86_400_000_000), ("days", 86_400_000_000),
    ];

    /// <summary>The microseconds of <c>10</c> and <c>m</c>; false when the unit is none or the span too long.</summary>
    public static bool TryParse(string number, string unit, out long microseconds)
    {
        microseconds = 0;
        foreach (var (name, size) in Units)
        {
            if (name != unit) continue;
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 4_000_000_000_000_000m / size) return false;
            microseconds = (long)(value * size);
            return true;
        }

        return false;
    }

    /// <summary>The shortest form with one unit.</summary>
    public static string Print(long microseconds)
    {
        foreach (var (unit, size) in Units[..5].Where(u => u.Unit != "ms").Append(("ms", 1000L)))
            if (microseconds % size == 0 && microseconds != 0) return string.Create(CultureInfo.InvariantCulture, $"{microseconds / size}{unit}");
        return string.Create(CultureInfo.InvariantCulture, $"{microseconds}us");
    }

    /// <summary>Reads a time as queries write it; UTC unless it says otherwise.</summary>
    public static bool TryParseTime(string text, out DateTime time)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        time = default;
        if (text.Trim() is not { Length: >= 4 } trimmed || !char.IsAsciiDigit(trimmed[0])) return false;
        if (trimmed.Length == 4) trimmed += "-01-01";
        if (!DateTime.TryParse(trimmed, CultureInfo.InvariantCulture, styles, out time)) return false;
        time = new DateTime(time.Ticks / 10 * 10, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Writes a time so that it reads back as the same one.</summary>
    public static string Print(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
