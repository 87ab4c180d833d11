using System.Buffers;
using System.Collections.Frozen;

namespace Hoplite.Intelligence.Patterning;

/// <summary>The words and blanks of the language.</summary>
static class PatternWords
{
    /// <summary>Words that cannot be names.</summary>
    public static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal, "AND", "OR", "NOT", "FOLLOWEDBY", "LIKE", "MATCHES", "ISSUPERSET", "ISSUBSET", "EXISTS", "LAST", "IN", "START", "STOP",
        "SECONDS", "true", "false", "WITHIN", "REPEATS", "TIMES");

    /// <summary>What may stand between tokens.</summary>
    public static readonly SearchValues<char> Blanks = SearchValues.Create(
        " \t\r\n\u000B\u000C\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000");

    /// <summary>Whether a character may begin a name.</summary>
    public static bool BeginsName(char c) => char.IsAsciiLetter(c) || c == '_';

    /// <summary>Whether a text can stand in a path without quotes.</summary>
    public static bool IsPlainName(string text) =>
        text.Length > 0 && BeginsName(text[0]) && text.AsSpan().IndexOfAnyExcept(NameCharacters) < 0 && !Reserved.Contains(text);

    /// <summary>The characters of a name without hyphen.</summary>
    public static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>The characters of a name with hyphen.</summary>
    public static readonly SearchValues<char> HyphenNameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
