namespace Hoplite.Store.Hunting.Kql;

/// <summary>What a token is.</summary>
enum KqlTokenKind
{
    End,
    Name,
    Text,
    Integer,
    Real,
    Timespan,
    Datetime,
    Symbol,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, the symbol, or the content of a text without its quotes.</param>
/// <param name="Value">The value of a number, a time or a timespan.</param>
/// <param name="Span">Where it stands.</param>
readonly record struct KqlToken(KqlTokenKind Kind, string Text, object? Value, KqlSpan Span)
{
    public bool Is(string text) => Kind is KqlTokenKind.Symbol or KqlTokenKind.Name && Text == text;

    /// <summary>The token in a message to the person who wrote it.</summary>
    public override string ToString() => Kind switch
    {
        KqlTokenKind.End => "the end of the query",
        KqlTokenKind.Text => "a text",
        KqlTokenKind.Datetime => "a time",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'",
    };
}
