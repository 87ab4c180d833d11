using System.Globalization;
using System.Text;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>A value with its type: T text, I whole number, R number, B condition, D time, S span (microseconds), L list.</summary>
readonly record struct OracleValue(char Type, object? Value)
{
    public static OracleValue Text(string? text) => new('T', text);

    public static OracleValue Whole(long? number) => new('I', number);

    public static OracleValue Real(double? number) => new('R', number);

    public static OracleValue Truth(bool truth) => new('B', truth);

    public string OrEmpty => (string?)AsText().Value ?? "";

    public bool IsTrue => Value is true;

    public OracleValue AsText() => Type switch
    {
        'T' => this,
        _ when Value is null => Text(null),
        'I' => Text(((long)Value!).ToString(CultureInfo.InvariantCulture)),
        'B' => Text((bool)Value! ? "true" : "false"),
        'D' => Text(((DateTime)Value!).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"text of {Type}"),
    };

    public static string Fold(string text) => string.Concat(text.EnumerateRunes().Select(r => Rune.ToLowerInvariant(r).ToString()));

    public static int Compare(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    public static long? ParseWhole(string? text)
    {
        if (text is null) return null;
        if (text.Length is >= 3 and <= 17 && text[0] == '0' && text[1] is 'x' or 'X' && text[2..].All(char.IsAsciiHexDigit)) return Convert.ToInt64(text[2..], 16);
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        return digits.Length is >= 1 and <= 18 && digits.All(char.IsAsciiDigit) ? long.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The form in which results of both sides are compared.</summary>
    public static string Show(object? value) => value switch
    {
        null => "∅",
        string text => "'" + text + "'",
        bool truth => truth ? "true" : "false",
        double real => real.ToString("G9", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture) + "t",
        string[] list => "[" + string.Join('¦', list) + "]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
