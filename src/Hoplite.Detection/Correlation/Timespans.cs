using System.Globalization;

namespace Hoplite.Detection.Correlation;

/// <summary>Reads a time span: a number and one of s, m, h, d, w, M and y. Month and year are the mean ones of the Gregorian calendar.</summary>
static class Timespans
{
    const long LongestSeconds = 100L * 31_556_952;

    public static TimeSpan? Read(string text)
    {
        if (text.Length < 2 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        long? unit = text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            'M' => 2_629_746,
            'y' => 31_556_952,
            _ => null,
        };
        return unit is { } seconds && number > 0 && number <= LongestSeconds / seconds ? TimeSpan.FromSeconds(number * seconds) : null;
    }
}
