using System.Collections.Immutable;
using System.Text;

namespace Hoplite.Detection.Sigma;

/// <summary>A <c>%name%</c> that <c>expand</c> has not replaced yet; never part of a finished rule.</summary>
sealed record Placeholder(string Name) : PatternPiece;

/// <summary>Reads a value as Sigma writes it: <c>*</c>, <c>?</c>, and a backslash that escapes these, itself and nothing else.</summary>
static class PatternReader
{
    public static WildcardPattern Read(string text, bool withPlaceholders = false)
    {
        if (text.AsSpan().IndexOfAny(withPlaceholders ? @"\*?%" : @"\*?") < 0) return WildcardPattern.Exactly(text);
        var pieces = new PatternBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && (text[at + 1] is '\\' or '*' or '?' || (withPlaceholders && text[at + 1] == '%'))) pieces.Add(text[++at]);
            else if (c == '*') pieces.Add(new AnyText());
            else if (c == '?') pieces.Add(new AnyCharacter());
            else if (c == '%' && withPlaceholders && PlaceholderLength(text.AsSpan(at)) is var length and > 0)
            {
                pieces.Add(new Placeholder(text.Substring(at + 1, length - 2)));
                at += length - 1;
            }
            else pieces.Add(c);
        }

        return pieces.ToPattern();
    }

    /// <summary>The length of <c>%name%</c> at the start of a text, or 0 when there is none.</summary>
    public static int PlaceholderLength(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-')) end++;
        return end > 1 && end < text.Length && text[end] == '%' ? end + 1 : 0;
    }
}

/// <summary>Puts pieces side by side and keeps the pattern in its one normal form.</summary>
sealed class PatternBuilder
{
    readonly ImmutableArray<PatternPiece>.Builder _pieces = ImmutableArray.CreateBuilder<PatternPiece>();
    readonly StringBuilder _literal = new();

    public void Add(char c) => _literal.Append(c);

    public void Add(string text) => _literal.Append(text);

    public void Add(PatternPiece piece)
    {
        if (piece is Literal literal)
        {
            _literal.Append(literal.Text);
            return;
        }

        Flush();
        if (piece is AnyText && _pieces.Count > 0 && _pieces[^1] is AnyText) return;
        _pieces.Add(piece);
    }

    public void Add(WildcardPattern pattern)
    {
        foreach (var piece in pattern.Pieces) Add(piece);
    }

    public WildcardPattern ToPattern()
    {
        Flush();
        return new WildcardPattern(_pieces.ToImmutable());
    }

    void Flush()
    {
        if (_literal.Length == 0) return;
        _pieces.Add(new Literal(_literal.ToString()));
        _literal.Clear();
    }
}
