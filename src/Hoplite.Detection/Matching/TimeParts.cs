using System.Globalization;
using System.Text;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>Reads the parts of a time as it is written in a value: no time zone is converted.</summary>
static class TimeParts
{
    /// <summary>Reads one part of a time in ISO 8601 or in a form the invariant culture knows.</summary>
    public static bool TryGet(ReadOnlySpan<byte> text, TimePart part, out int value)
    {
        value = 0;
        if (text.Length is < 8 or > 64) return false;
        if (!DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        value = part switch
        {
            TimePart.Minute => time.Minute,
            TimePart.Hour => time.Hour,
            TimePart.Day => time.Day,
            TimePart.Week => ISOWeek.GetWeekOfYear(time.DateTime),
            TimePart.Month => time.Month,
            _ => time.Year,
        };
        return true;
    }
}
