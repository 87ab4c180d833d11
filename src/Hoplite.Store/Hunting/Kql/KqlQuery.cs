namespace Hoplite.Store.Hunting.Kql;

/// <summary>A whole query: names, where rows come from, and the steps.</summary>
/// <param name="Lets">Names for constants and for queries.</param>
/// <param name="Source">Where rows come from.</param>
/// <param name="Operators">The steps.</param>
sealed record KqlQuery(IReadOnlyList<KqlLet> Lets, KqlSource Source, IReadOnlyList<KqlOperator> Operators)
{
    /// <summary>The query as text, one step a line.</summary>
    public override string ToString() => KqlPrinter.Print(this);
}

/// <summary>A name for a constant or for a query; exactly one of both is there.</summary>
sealed record KqlLet(string Name, KqlExpression? Value, KqlQuery? Query)
{
    public KqlSpan Span { get; init; }
}

/// <summary>Where rows come from.</summary>
abstract record KqlSource
{
    private protected KqlSource()
    {
    }

    public KqlSpan Span { get; init; }
}

/// <summary>The events, a shortcut for some of them, or a query with a name.</summary>
sealed record KqlTable(string Name) : KqlSource;

/// <summary>A query in brackets.</summary>
sealed record KqlNested(KqlQuery Query) : KqlSource;
