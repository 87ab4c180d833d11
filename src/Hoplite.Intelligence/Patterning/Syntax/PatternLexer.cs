using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Cuts the text of a pattern into tokens, always the longest that fits.</summary>
sealed partial class PatternLexer(string text)
{
    int _at;

    /// <summary>The next token; <see cref="TokenKind.End"/> for ever at the end.</summary>
    public PatternToken Next()
    {
        SkipBlanks();
        if (_at >= text.Length) return new PatternToken(TokenKind.End, text.Length, 0);
        var c = text[_at];
        if (PatternWords.BeginsName(c)) return Name();
        if (c == '\'') return Matched(TokenKind.Text, Quoted()) ?? throw new PatternException("The string has no end or holds a backslash that escapes nothing.", _at);
        if (char.IsAsciiDigit(c) || c is '+' or '-' or '.')
        {
            if (Matched(TokenKind.Real, Real()) is { } real) return real;
            if (Matched(TokenKind.Integer, Integer()) is { } integer) return integer;
            if (c != '.') throw new PatternException("A sign stands here without a number.", _at);
        }

        var rest = text.AsSpan(_at);
        var length = rest.StartsWith("==") || rest.StartsWith("!=") || rest.StartsWith("<>") || rest.StartsWith("<=") || rest.StartsWith(">=") ? 2 : 1;
        if (length == 1 && !"=<>:.,()[]*".Contains(c, StringComparison.Ordinal)) throw new PatternException("A character that the language does not know stands here.", _at);
        return Take(TokenKind.Symbol, length);
    }

    PatternToken Name()
    {
        if (text[_at] is 'h' or 'b' or 't' && _at + 1 < text.Length && text[_at + 1] == '\'')
        {
            var literal = text[_at] switch
            {
                'h' => Matched(TokenKind.Hex, Hex()),
                'b' => Matched(TokenKind.Base64, Base64()),
                _ => Matched(TokenKind.Time, Time()),
            };
            if (literal is { } found) return found;
        }

        var rest = text.AsSpan(_at);
        var plain = Run(rest, PatternWords.NameCharacters);
        var hyphened = Run(rest, PatternWords.HyphenNameCharacters);
        if (hyphened > plain) return Take(TokenKind.NameWithHyphen, hyphened);
        return Take(PatternWords.Reserved.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest[..plain]) ? TokenKind.Keyword : TokenKind.Name, plain);
    }

    static int Run(ReadOnlySpan<char> rest, System.Buffers.SearchValues<char> characters) => rest.IndexOfAnyExcept(characters) is >= 0 and var end ? end : rest.Length;

    void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var rest = text.AsSpan(_at);
            if (PatternWords.Blanks.Contains(text[_at])) _at++;
            else if (rest.StartsWith("//")) _at += rest.IndexOfAny('\r', '\n') is >= 0 and var end ? end : rest.Length;
            else if (rest.StartsWith("/*"))
            {
                var end = rest[2..].IndexOf("*/");
                if (end < 0) throw new PatternException("The comment has no end.", _at);
                _at += end + 4;
            }
            else return;
        }
    }

    PatternToken Take(TokenKind kind, int length)
    {
        var token = new PatternToken(kind, _at, length);
        _at += length;
        return token;
    }

    PatternToken? Matched(TokenKind kind, Regex form)
    {
        foreach (var match in form.EnumerateMatches(text, _at)) return Take(kind, match.Length);
        return null;
    }

    [GeneratedRegex(@"\G'(?>[^'\\]|\\['\\])*'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\Gh'(?>[A-Fa-f0-9]{2})*'", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();

    [GeneratedRegex(@"\Gb'(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)'", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();

    [GeneratedRegex(@"\Gt'[0-9]{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?Z'", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"\G[+-]?(?:0|[1-9][0-9]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\G[+-]?[0-9]*\.[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Real();
}
