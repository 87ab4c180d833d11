using System.Runtime.CompilerServices;
using System.Text;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>A wildcard pattern made ready to be tried on UTF-8 bytes.</summary>
/// <remarks>
/// Without <c>cased</c>, case is folded by the simple ordinal mapping. For ASCII that is one bit, done for the whole value before
/// this class sees it; a pattern with other letters takes the slow way through characters.
/// </remarks>
sealed class BytePattern
{
    // One test appears in the plans of many origins; its pattern is made once.
    static readonly ConditionalWeakTable<TextTest, BytePattern> Made = [];

    readonly byte[][] _literals;
    readonly PatternPiece[] _pieces;
    readonly Shape _shape;

    /// <summary>The pattern of a test.</summary>
    public static BytePattern Of(TextTest test) => Made.GetValue(test, static t => new BytePattern(t));

    BytePattern(TextTest test)
    {
        Test = test;
        _pieces = [.. test.Pattern.Pieces];
        _literals = [.. _pieces.Select(p => p is Literal l ? Bytes(l.Text) : [])];
        NeedsCharacters = !test.Cased && _pieces.OfType<Literal>().Any(l => l.Text.Any(HasOtherCase));
        _shape = NeedsCharacters ? Shape.General : Classify(_pieces);
    }

    enum Shape
    {
        Anything,
        Exact,
        Prefix,
        Suffix,
        Infix,
        General,
    }

    /// <summary>The test it came from.</summary>
    public TextTest Test { get; }

    /// <summary>Whether the value must be given as it is, not folded.</summary>
    public bool WantsOriginal => Test.Cased || NeedsCharacters;

    /// <summary>Whether a match of the one literal at its anchors settles the test.</summary>
    public bool IsOneLiteral => _shape is Shape.Exact or Shape.Prefix or Shape.Suffix or Shape.Infix;

    /// <summary>Whether it is one literal that may stand anywhere.</summary>
    public bool IsAnywhere => _shape == Shape.Infix;

    /// <summary>Whether the literal must stand at the start.</summary>
    public bool AnchoredAtStart => _shape is Shape.Exact or Shape.Prefix;

    /// <summary>Whether the literal must stand at the end.</summary>
    public bool AnchoredAtEnd => _shape is Shape.Exact or Shape.Suffix;

    /// <summary>Whether every value passes.</summary>
    public bool IsAnything => _shape == Shape.Anything;

    bool NeedsCharacters { get; }

    /// <summary>The literals in order, as bytes, folded unless cased.</summary>
    public IReadOnlyList<byte[]> Literals => field ??= [.. _literals.Where(l => l.Length > 0)];

    /// <summary>Folded texts that a value must contain, byte by byte, to pass.</summary>
    public IReadOnlyList<byte[]> Necessary => field ??= NeedsCharacters ? [.. _literals.SelectMany(AsciiRuns)] : [.. Literals.Select(Folded)];

    /// <summary>Those of <see cref="Necessary"/> that are long enough to be looked for.</summary>
    public byte[][] Fileable => field ??= [.. Necessary.Where(l => l.Length >= LiteralFilter.MinLength)];

    static byte[] Folded(byte[] literal)
    {
        var folded = new byte[literal.Length];
        TextFold.Fold(literal, folded);
        return folded;
    }

    static IEnumerable<byte[]> AsciiRuns(byte[] literal)
    {
        var start = 0;
        for (var i = 0; i <= literal.Length; i++)
        {
            if (i < literal.Length && literal[i] < 0x80) continue;
            if (i > start) yield return literal[start..i];
            start = i + 1;
        }
    }

    /// <summary>Whether a value passes.</summary>
    /// <param name="value">Folded unless <see cref="WantsOriginal"/>.</param>
    public bool Matches(ReadOnlySpan<byte> value) => _shape switch
    {
        Shape.Anything => true,
        Shape.Exact => value.SequenceEqual(_literals.Length == 0 ? [] : _literals[0]),
        Shape.Prefix => value.StartsWith(_literals[0]),
        Shape.Suffix => value.EndsWith(_literals[1]),
        Shape.Infix => value.IndexOf(_literals[1]) >= 0,
        _ => NeedsCharacters ? !Ascii.IsValid(value) && MatchesCharacters(Encoding.UTF8.GetString(value)) : MatchesBytes(value),
    };

    // ASCII is folded bit by bit, and no other letter folds to ASCII, so only letters beyond it need characters.
    static bool HasOtherCase(char c) => c >= 0x80 && (char.IsSurrogate(c) || char.ToUpperInvariant(c) != c || char.ToLowerInvariant(c) != c);

    static Shape Classify(PatternPiece[] pieces) => pieces switch
    {
        [] or [Literal] => Shape.Exact,
        [AnyText] => Shape.Anything,
        [Literal, AnyText] => Shape.Prefix,
        [AnyText, Literal] => Shape.Suffix,
        [AnyText, Literal, AnyText] => Shape.Infix,
        _ => Shape.General,
    };

    // The usual way with one point of return: after "any text", try the next place when the rest does not fit.
    bool MatchesBytes(ReadOnlySpan<byte> value)
    {
        int piece = 0, at = 0, retryPiece = -1, retryAt = 0;
        while (true)
        {
            if (piece == _pieces.Length)
            {
                if (at == value.Length) return true;
            }
            else if (_pieces[piece] is AnyText)
            {
                if (++piece == _pieces.Length) return true;
                retryPiece = piece;
                retryAt = at;
                continue;
            }
            else if (_pieces[piece] is AnyCharacter)
            {
                if (at < value.Length)
                {
                    at++;
                    while (at < value.Length && (value[at] & 0xC0) == 0x80) at++;
                    piece++;
                    continue;
                }
            }
            else if (value[at..].StartsWith(_literals[piece]))
            {
                at += _literals[piece].Length;
                piece++;
                continue;
            }

            if (retryPiece < 0 || retryAt >= value.Length) return false;
            retryAt++;
            if (_pieces[retryPiece] is Literal)
            {
                var next = value[retryAt..].IndexOf(_literals[retryPiece]);
                if (next < 0) return false;
                retryAt += next;
            }

            piece = retryPiece;
            at = retryAt;
        }
    }

    bool MatchesCharacters(string value)
    {
        int piece = 0, at = 0, retryPiece = -1, retryAt = 0;
        while (true)
        {
            if (piece == _pieces.Length)
            {
                if (at == value.Length) return true;
            }
            else if (_pieces[piece] is AnyText)
            {
                retryPiece = ++piece;
                retryAt = at;
                continue;
            }
            else if (_pieces[piece] is AnyCharacter)
            {
                if (at < value.Length)
                {
                    at += char.IsSurrogatePair(value, at) ? 2 : 1;
                    piece++;
                    continue;
                }
            }
            else if (((Literal)_pieces[piece]).Text is var text && string.Compare(value, at, text, 0, text.Length, StringComparison.OrdinalIgnoreCase) == 0 && at + text.Length <= value.Length)
            {
                at += text.Length;
                piece++;
                continue;
            }

            if (retryPiece < 0 || retryAt >= value.Length) return false;
            piece = retryPiece;
            at = ++retryAt;
        }
    }

    byte[] Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!Test.Cased) TextFold.Fold(bytes, bytes);
        return bytes;
    }
}
