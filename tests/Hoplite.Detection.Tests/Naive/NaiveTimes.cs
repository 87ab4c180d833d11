using System.Globalization;
using System.Text.RegularExpressions;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Naive;

/// <summary>Reads a part of a time as it is written: year-month-day, then T or a blank, hour:minute and whatever follows; the zone is not looked at.</summary>
static partial class NaiveTimes
{
    public static decimal? Part(TimePart part, string value)
    {
        if (Written().Match(value) is not { Success: true } match) return null;
        int Number(int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        if (!DateTime.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
        var hasTime = match.Groups[4].Success;
        if (hasTime && (Number(4) > 23 || Number(5) > 59)) return null;
        return part switch
        {
            TimePart.Year => day.Year,
            TimePart.Month => day.Month,
            TimePart.Week => ISOWeek.GetWeekOfYear(day),
            TimePart.Day => day.Day,
            TimePart.Hour when hasTime => Number(4),
            TimePart.Minute when hasTime => Number(5),
            _ => null,
        };
    }

    [GeneratedRegex(@"\A([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})|\z)")]
    private static partial Regex Written();
}
