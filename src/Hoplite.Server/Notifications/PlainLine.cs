using System.Globalization;
using System.Text;

namespace Hoplite.Server.Notifications;

/// <summary>Makes text from outside harmless to show: no control characters, nothing that turns the direction of writing, not without end.</summary>
static class PlainLine
{
    /// <summary>One line.</summary>
    public static string Of(string text, int most = 200) => Clean(text, most, keepsLines: false);

    /// <summary>Several lines.</summary>
    public static string Lines(string text, int most = 2_000) => Clean(text, most, keepsLines: true);

    static string Clean(string text, int most, bool keepsLines)
    {
        var clean = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > most) return clean.Append('…').ToString();
            if (rune.Value == '\n' && keepsLines) clean.Append('\n');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append(' ');
            else clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
