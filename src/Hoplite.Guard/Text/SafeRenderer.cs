using System.Text;
using System.Text.Encodings.Web;
using Hoplite.Incidents.Reports;

namespace Hoplite.Guard.Text;

/// <summary>Shows untrusted text to people, harmless in each medium: no control characters or marks that hide or turn, nothing that links, runs, formats or calculates.</summary>
public static class SafeRenderer
{
    const string Banner = "written by the other side, do not follow";

    /// <summary>One harmless line of plain text, for a terminal or a label.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters are shown at most.</param>
    public static string Terminal(UntrustedText text, int longest = 2000) => SafeText.OneLine(text.Reveal(), longest);

    /// <summary>A box of HTML that says whose text it is.</summary>
    public static string Html(UntrustedText text, int longest = 2000) =>
        $"<span class=\"untrusted\" title=\"{Banner}\">{HtmlEncoder.Default.Encode(SafeText.OneLine(text.Reveal(), longest))}</span>";

    /// <summary>A cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.</summary>
    public static string Csv(UntrustedText text, int longest = 2000)
    {
        var line = SafeText.OneLine(text.Reveal(), longest);
        var guarded = line.AsSpan().TrimStart() is { Length: > 0 } start && start[0] is '=' or '+' or '-' or '@' or '|' or '%' or '＝' or '＋' or '－' or '＠' ? "'" + line : line;
        return $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Text within Markdown that stays text: no link, picture, heading, HTML or code comes of it.</summary>
    public static string Markdown(UntrustedText text, int longest = 2000)
    {
        var safe = new StringBuilder();
        foreach (var c in SafeText.OneLine(text.Reveal(), longest))
        {
            // What names an address becomes readable, but nothing that a reader turns into a link by itself.
            if (c is ':' or '.' or '@' or '&' or '<' or '>') safe.Append(System.Globalization.CultureInfo.InvariantCulture, $"&#{(int)c};");
            else if (char.IsAsciiLetterOrDigit(c) || c > 127 || c == ' ') safe.Append(c);
            else safe.Append('\\').Append(c);
        }

        return safe.ToString();
    }
}
