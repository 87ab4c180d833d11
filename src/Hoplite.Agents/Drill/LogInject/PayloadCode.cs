using System.Text;

namespace Hoplite.Agents.Drill.LogInject;

/// <summary>Hides texts and finds them again, as a willing model would.</summary>
static class PayloadCode
{
    const string Plain = "aceopxyi";
    const string Similar = "асеорхуі";
    const string Letters = "oieast";
    const string Digits = "013457";

    /// <summary>Hides a text.</summary>
    public static string Encode(string text, PayloadEncoding encoding) => encoding switch
    {
        PayloadEncoding.Base64 => "b64:" + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        PayloadEncoding.Hex => "hex:" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        PayloadEncoding.Rot13 => "rot13:" + Rotate(text),
        PayloadEncoding.Spaced => "sp:" + string.Join('_', text.Replace(' ', '.').ToCharArray()),
        PayloadEncoding.Leet => "1337:" + Swap(text, Letters, Digits),
        PayloadEncoding.Homoglyph => Swap(text, Plain, Similar),
        PayloadEncoding.ZeroWidth => string.Join('\u200B', text.ToCharArray()),
        PayloadEncoding.Tags => "log" + string.Concat(text.Where(c => c < 127).Select(c => char.ConvertFromUtf32(0xE0000 + c))),
        _ => text,
    };

    /// <summary>All that a text may say, read in every way: a model that wants to obey finds it.</summary>
    public static IEnumerable<string> Readings(string text)
    {
        yield return text;
        var decoded = Uri.UnescapeDataString(text.Replace('+', ' '));
        if (decoded != text) yield return decoded;
        yield return Swap(decoded, Similar, Plain);
        yield return decoded.Replace("\u200B", "", StringComparison.Ordinal);
        var tags = string.Concat(decoded.EnumerateRunes().Where(r => r.Value is > 0xE0000 and < 0xE0080).Select(r => (char)(r.Value - 0xE0000)));
        if (tags.Length > 0) yield return tags;
        foreach (var mark in new[] { "b64:", "hex:", "rot13:", "sp:", "1337:" })
        {
            var at = decoded.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && After(decoded[(at + mark.Length)..], mark) is { } found) yield return found;
        }
    }

    static string? After(string rest, string mark)
    {
        var word = new string([.. rest.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')]);
        try
        {
            return mark switch
            {
                "b64:" => Encoding.UTF8.GetString(Convert.FromBase64String(word[..(word.Length / 4 * 4)])),
                "hex:" => Encoding.UTF8.GetString(Convert.FromHexString(word[..(word.Length / 2 * 2)])),
                "rot13:" => Rotate(rest),
                "sp:" => new string([.. rest.Where((_, i) => i % 2 == 0)]).Replace('.', ' '),
                _ => Swap(rest, Digits, Letters),
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static string Rotate(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] switch { >= 'a' and <= 'z' => (char)('a' + (from[i] - 'a' + 13) % 26), >= 'A' and <= 'Z' => (char)('A' + (from[i] - 'A' + 13) % 26), var c => c };
    });

    static string Swap(string text, string from, string to) => string.Create(text.Length, (text, from, to), static (span, s) =>
    {
        for (var i = 0; i < s.text.Length; i++) span[i] = s.from.IndexOf(s.text[i], StringComparison.Ordinal) is >= 0 and var at ? s.to[at] : s.text[i];
    });
}
