using System.Buffers;
using System.Text;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Brings text into the composed normal form (Unicode NFC), which the framework does not do in this build.</summary>
static class CanonicalForm
{
    const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7, Leads = 19, Vowels = 21, Trails = 28;

    static readonly SearchValues<char> Simple = SearchValues.Create(Enumerable.Range(0, 0x300).Select(c => (char)c).ToArray());
    static readonly Lazy<CanonicalTable> Table = new(CanonicalTable.Load);

    /// <summary>The text in its composed form; the same string when it is simple.</summary>
    public static string Compose(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Simple) < 0) return text;
        var table = Table.Value;
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, table, runes);
        Order(runes, table);
        Compose(runes, table);
        var composed = new StringBuilder(runes.Count);
        foreach (var rune in runes) composed.Append(new Rune(rune).ToString());
        return composed.ToString();
    }

    static void Decompose(int rune, CanonicalTable table, List<int> runes)
    {
        var syllable = rune - HangulBase;
        if (syllable is >= 0 and < Leads * Vowels * Trails)
        {
            runes.Add(LeadBase + syllable / (Vowels * Trails));
            runes.Add(VowelBase + syllable % (Vowels * Trails) / Trails);
            if (syllable % Trails > 0) runes.Add(TrailBase + syllable % Trails);
        }
        else if (table.Decompositions.TryGetValue(rune, out var parts))
        {
            Decompose(parts.First, table, runes);
            if (parts.Second != 0) Decompose(parts.Second, table, runes);
        }
        else runes.Add(rune);
    }

    // Marks that do not touch each other stand in the order of their classes.
    static void Order(List<int> runes, CanonicalTable table)
    {
        for (var start = 0; start < runes.Count; start++)
        {
            if (table.Class(runes[start]) == 0) continue;
            var end = start;
            while (end < runes.Count && table.Class(runes[end]) > 0) end++;
            int[] ordered = [.. runes.GetRange(start, end - start).OrderBy(table.Class)];
            for (var i = 0; i < ordered.Length; i++) runes[start + i] = ordered[i];
            start = end;
        }
    }

    static void Compose(List<int> runes, CanonicalTable table)
    {
        var (starter, kept, last) = (-1, 0, 0);
        foreach (var rune in runes.ToArray())
        {
            var mark = table.Class(rune);
            if (starter >= 0 && (starter == kept - 1 || (last < mark && last != 0)) && Pair(runes[starter], rune, table) is > 0 and var whole)
            {
                runes[starter] = whole;
                continue;
            }

            if (mark == 0) starter = kept;
            last = mark;
            runes[kept++] = rune;
        }

        runes.RemoveRange(kept, runes.Count - kept);
    }

    static int Pair(int first, int second, CanonicalTable table)
    {
        var (lead, vowel, trail) = (first - LeadBase, second - VowelBase, second - TrailBase);
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels) return HangulBase + (lead * Vowels + vowel) * Trails;
        if (first - HangulBase is >= 0 and < Leads * Vowels * Trails && (first - HangulBase) % Trails == 0 && trail is > 0 and < Trails) return first + trail;
        return table.Compositions.GetValueOrDefault((first, second));
    }
}
