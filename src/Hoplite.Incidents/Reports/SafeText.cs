using System.Globalization;
using System.Text;

namespace Hoplite.Incidents.Reports;

/// <summary>Makes text of the evidence harmless to show: what could steer a terminal or deceive a reader becomes visible instead.</summary>
public static class SafeText
{
    /// <summary>One line without control characters, escape sequences, or marks that turn the direction of writing or hide.</summary>
    /// <param name="text">Text of the evidence.</param>
    /// <param name="longest">How many characters are shown at most.</param>
    public static string OneLine(string? text, int longest = 2000)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = new StringBuilder(Math.Min(text.Length, longest) + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= longest) return safe.Append('…').ToString();
            if (rune.Value is '\t' or '\n' or '\r') safe.Append(rune.Value switch { '\t' => " ", '\n' => "⏎", _ => "" });
            else if (IsHarmless(rune)) safe.Append(rune);
            else safe.Append(rune.Value < 0x100 ? string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}") : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"));
        }

        return safe.ToString();
    }

    // Letters and marks without ink: fillers, joiners, variation selectors, the blank of Braille.
    static bool IsInkless(int c) => c is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);

    static bool IsHarmless(Rune rune) => !IsInkless(rune.Value) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
