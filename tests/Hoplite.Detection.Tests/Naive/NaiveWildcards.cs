using System.Text;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Naive;

/// <summary>Wildcard matching over code points by the textbook table; case folds one code point to one.</summary>
static class NaiveWildcards
{
    public static bool Matches(WildcardPattern pattern, string text, bool cased)
    {
        var steps = new List<(PatternPiece Piece, Rune Rune)>();
        foreach (var piece in pattern.Pieces)
            if (piece is Literal literal)
                steps.AddRange(literal.Text.EnumerateRunes().Select(rune => ((PatternPiece)literal, Fold(rune, cased))));
            else
                steps.Add((piece, default));

        var runes = text.EnumerateRunes().Select(rune => Fold(rune, cased)).ToArray();
        var reachable = new bool[runes.Length + 1];
        reachable[0] = true;
        foreach (var (piece, rune) in steps)
        {
            var next = new bool[runes.Length + 1];
            for (var at = 0; at <= runes.Length; at++)
                next[at] = piece switch
                {
                    AnyText => reachable.AsSpan(0, at + 1).Contains(true),
                    AnyCharacter => at > 0 && reachable[at - 1],
                    _ => at > 0 && reachable[at - 1] && runes[at - 1] == rune,
                };
            reachable = next;
        }

        return reachable[runes.Length];
    }

    static Rune Fold(Rune rune, bool cased) => cased ? rune : Rune.ToUpperInvariant(rune);
}
