using System.Globalization;

namespace Hoplite.Agents.Packs;

/// <summary>Says what a text looks like without a character of it.</summary>
static class ValueShape
{
    /// <summary>The shape of some values: how long they are and of what letters.</summary>
    public static string Of(IReadOnlyCollection<string> values)
    {
        var (least, most) = (values.Min(v => v.Length), values.Max(v => v.Length));
        var length = least == most ? most.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{least}..{most}");
        return $"{length} {Charset(values)}";
    }

    /// <summary>Whether a value is a small number, which has no room for a message.</summary>
    public static bool IsNumber(string value) => value.Length is > 0 and <= 6 && value.All(char.IsAsciiDigit);

    static string Charset(IEnumerable<string> values)
    {
        var widest = 0;
        foreach (var value in values)
            foreach (var c in value)
                widest = Math.Max(widest, Width(c));
        return widest switch { 0 => "digits", 1 => "alphanumeric", 2 => "printable", 3 => "unicode", _ => "control" };
    }

    static int Width(char c) => c switch
    {
        >= '0' and <= '9' => 0,
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => 1,
        >= ' ' and <= '~' => 2,
        _ when char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format => 4,
        _ => 3,
    };
}
