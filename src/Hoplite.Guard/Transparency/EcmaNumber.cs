using System.Globalization;

namespace Hoplite.Guard.Transparency;

/// <summary>Writes numbers as ECMAScript's <c>Number::toString</c> does, which RFC 8785 §3.2.2.3 asks for.</summary>
static class EcmaNumber
{
    /// <summary>The canonical text of a number of JSON text.</summary>
    /// <exception cref="InvalidDataException">It is larger than a double, or a whole number that a double cannot carry.</exception>
    public static string Format(string json)
    {
        var text = Format(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture));
        var isWhole = json.AsSpan().IndexOfAnyExcept("-0123456789") < 0;
        if (isWhole && json.Length > 15 && json != text)
            throw new InvalidDataException($"the whole number {json} cannot be carried exactly; write it as a string");
        return text;
    }

    /// <summary>The canonical text of a number.</summary>
    /// <exception cref="InvalidDataException">It is not finite.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) throw new InvalidDataException("a number that is not finite has no form in JSON");
        if (value == 0) return "0";
        var (digits, point) = Shortest(Math.Abs(value));
        var sign = value < 0 ? "-" : "";
        return point switch
        {
            > 21 or <= -6 => $"{sign}{digits[..1]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}",
            <= 0 => $"{sign}0.{new string('0', -point)}{digits}",
            _ when point >= digits.Length => $"{sign}{digits}{new string('0', point - digits.Length)}",
            _ => $"{sign}{digits[..point]}.{digits[point..]}",
        };
    }

    // The fewest digits that read back as the same double, and where the point lies: 0.digits × 10^point.
    static (string Digits, int Point) Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        // 17 digits may be one exponent below what the shortest digits round up to.
        var back = double.Parse($"0.{digits}E{exponent + 1}", NumberStyles.Float, CultureInfo.InvariantCulture);
        return (digits, back.Equals(value) ? exponent + 1 : exponent + 2);
    }
}
