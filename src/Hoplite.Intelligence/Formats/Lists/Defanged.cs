using System.Text;
using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>Makes values whole again that were written so that nobody clicks on them: <c>hxxp://bad[.]example</c>.</summary>
public static partial class Defanged
{
    /// <summary>The value as it was before.</summary>
    public static string Undo(string text)
    {
        text = text.Trim();
        if (text.AsSpan().ContainsAny("[({xX")) text = Marks().Replace(text, m => m.ValueSpan[1] switch { '.' or 'd' or 'D' => ".", '@' or 'a' or 'A' => "@", '/' => "/", _ => m.ValueSpan.Contains('/') ? "://" : ":" });
        return Scheme().Replace(text, m => "http" + m.Groups["s"].Value.ToLowerInvariant() + "://");
    }

    /// <summary>The value written so that no program makes a link of it.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        if (text.StartsWith("http", StringComparison.OrdinalIgnoreCase)) text = "hxxp" + text[4..];
        var slash = text.IndexOf("://", StringComparison.Ordinal);
        var end = slash < 0 ? text.Length : text.IndexOf('/', slash + 3) is >= 0 and var path ? path : text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && i < end) safe.Append("[.]");
            else safe.Append(text[i]);
        }

        return safe.ToString();
    }

    [GeneratedRegex(@"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}|\[@\]|\(@\)|\[at\]|\(at\)|\[://?\]|\[:\]|\[/\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^\s*(?:h[xt*]{2}p|http)(?<s>s?)(?:://?|\[:\]//|:\\\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Scheme();
}
