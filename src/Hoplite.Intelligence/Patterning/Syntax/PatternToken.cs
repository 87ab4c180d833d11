using System.Runtime.InteropServices;

namespace Hoplite.Intelligence.Patterning;

/// <summary>What a token is.</summary>
enum TokenKind
{
    End,
    Name,
    NameWithHyphen,
    Keyword,
    Text,
    Hex,
    Base64,
    Time,
    Integer,
    Real,
    Symbol,
}

/// <summary>A piece of the text of a pattern.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct PatternToken(TokenKind Kind, int Start, int Length);
