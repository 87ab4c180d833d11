using System.Collections.Immutable;
using System.Text;

namespace Hoplite.Detection.Sigma;

/// <summary>A text with wildcards, taken apart: literals, "any text" and "any one character". Prints back as Sigma writes it.</summary>
/// <param name="Pieces">In order; two literals or two "any text" never stand side by side.</param>
public sealed record WildcardPattern(ImmutableArray<PatternPiece> Pieces)
{
    // Compiling asks for it again and again; two threads may both compute it, and find the same.
    int _hash;

    /// <summary>A pattern that is one literal; the empty text when it is empty.</summary>
    public static WildcardPattern Exactly(string text) => new(text.Length == 0 ? [] : [new Literal(text)]);

    /// <summary>Reads a pattern as Sigma writes it; what <see cref="ToString"/> prints reads back as the same pattern.</summary>
    public static WildcardPattern Parse(string text) => PatternReader.Read(text);

    /// <summary>Whether there is no wildcard.</summary>
    public bool IsLiteral => Pieces.Length == 0 || (Pieces.Length == 1 && Pieces[0] is Literal);

    /// <inheritdoc/>
    public bool Equals(WildcardPattern? other) => other is not null && GetHashCode() == other.GetHashCode() && Pieces.AsSpan().SequenceEqual(other.Pieces.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_hash != 0) return _hash;
        var hash = new HashCode();
        foreach (var piece in Pieces) hash.Add(piece);
        return _hash = hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var piece in Pieces)
            text.Append(piece switch
            {
                Literal literal => literal.Text.Replace(@"\", @"\\", StringComparison.Ordinal)
                    .Replace("*", @"\*", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal),
                AnyText => "*",
                _ => "?",
            });
        return text.ToString();
    }
}

/// <summary>A piece of a <see cref="WildcardPattern"/>: a closed union.</summary>
public abstract record PatternPiece
{
    private protected PatternPiece()
    {
    }
}

/// <summary>This text.</summary>
public sealed record Literal(string Text) : PatternPiece;

/// <summary>Any text, also none: <c>*</c>.</summary>
public sealed record AnyText : PatternPiece;

/// <summary>Exactly one character: <c>?</c>.</summary>
public sealed record AnyCharacter : PatternPiece;
