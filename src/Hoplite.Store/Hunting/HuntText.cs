using System.Globalization;

namespace Hoplite.Store.Hunting;

/// <summary>Values of results as text.</summary>
public static class HuntText
{
    /// <summary>The text of one value; empty for null.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        string[] list => string.Join(", ", list),
        IReadOnlyDictionary<string, string> map => string.Join("; ", map.Select(m => $"{m.Key}={m.Value}")),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>One cell of a CSV file: quoted where it must be, and never a formula for the program that opens it.</summary>
    public static string CsvCell(object? value)
    {
        var text = Of(value);
        if (value is not (long or double or null) && text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '%' or '＝' or '＋' or '－' or '＠') text = "'" + text;

        // What could steer the terminal that shows the file is made visible; tabs and line ends are quoted.
        if (text.Any(IsControl)) text = string.Concat(text.Select(c => IsControl(c) ? '\uFFFD' : c));
        return text.AsSpan().IndexOfAny("\",;\r\n\t") < 0 && text == text.Trim() ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');
}
