using System.Text;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Objects;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>Writes indicators as a table for programs that understand no more.</summary>
public static class ListWriter
{
    /// <summary>A table with a header; a line for each thing an indicator names. No cell is one that a spreadsheet takes for a formula.</summary>
    /// <param name="objects">Objects; only indicators that are not revoked are written.</param>
    /// <param name="left">How many indicators take a pattern to say and stay out.</param>
    public static string Csv(IEnumerable<StixObject> objects, out int left)
    {
        var table = new StringBuilder("kind,value,valid_from,valid_until,tlp,confidence,id,name\r\n");
        var meanings = new MarkingSet();
        left = 0;
        foreach (var indicator in objects.OfType<Indicator>().Where(i => !i.Revoked))
        {
            if (Names(indicator) is not { } names)
            {
                left++;
                continue;
            }

            var level = StixMarkings.Strictest(indicator, meanings);
            foreach (var named in names)
                table.Append(CsvLine.Write([named.Kind.ToString().ToLowerInvariant(), named.Value, indicator.Text("valid_from"), indicator.Text("valid_until"), level?.ToString(), indicator.Confidence?.ToString(System.Globalization.CultureInfo.InvariantCulture), indicator.Id, indicator.Text("name")])).Append("\r\n");
        }

        return table.ToString();
    }

    /// <summary>What an indicator names; null when it takes its pattern to say.</summary>
    internal static IReadOnlyList<Named>? Names(StixObject indicator)
    {
        try
        {
            return indicator.Text("pattern_type") is "stix" && indicator.Text("pattern") is { } pattern ? PatternNames.Of(pattern) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
