namespace Hoplite.Intelligence.Patterning;

/// <summary>A constant of a pattern (STIX 2.1 §9.3).</summary>
public abstract record PatternLiteral
{
    private protected PatternLiteral()
    {
    }
}

/// <summary>A string.</summary>
/// <param name="Value">Its characters, escapes removed.</param>
public sealed record TextLiteral(string Value) : PatternLiteral;

/// <summary>A number.</summary>
/// <param name="Text">As it is written: digits with an optional sign and fraction.</param>
public sealed record NumberLiteral(string Text) : PatternLiteral;

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Value">Which.</param>
public sealed record TruthLiteral(bool Value) : PatternLiteral;

/// <summary>Bytes, <c>h'..'</c> or <c>b'..'</c>.</summary>
/// <param name="Text">The digits or the Base64 text between the quotes.</param>
/// <param name="IsHex">Whether they are hexadecimal digits.</param>
public sealed record BytesLiteral(string Text, bool IsHex) : PatternLiteral;

/// <summary>A time, <c>t'..'</c>.</summary>
/// <param name="Text">RFC 3339, UTC, the text between the quotes.</param>
public sealed record TimeLiteral(string Text) : PatternLiteral;
