namespace Hoplite.Store.Hunting.Kql;

/// <summary>One step of a query; prints back to text that parses to an equal one.</summary>
abstract record KqlOperator
{
    private protected KqlOperator()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public KqlSpan Span { get; init; }

    /// <summary>The step as text.</summary>
    public sealed override string ToString() => KqlPrinter.Print(this);
}

/// <summary>Keeps rows.</summary>
sealed record KqlWhere(KqlExpression Condition) : KqlOperator;

/// <summary>Keeps and computes columns.</summary>
sealed record KqlProject(IReadOnlyList<KqlNamed> Columns) : KqlOperator;

/// <summary>Removes columns.</summary>
sealed record KqlProjectAway(IReadOnlyList<KqlName> Columns) : KqlOperator;

/// <summary>Renames columns.</summary>
sealed record KqlProjectRename(IReadOnlyList<(string New, KqlName Old)> Columns) : KqlOperator;

/// <summary>Adds columns.</summary>
sealed record KqlExtend(IReadOnlyList<KqlNamed> Columns) : KqlOperator;

/// <summary>Groups rows.</summary>
sealed record KqlSummarize(IReadOnlyList<KqlNamed> Aggregates, IReadOnlyList<KqlNamed> Keys) : KqlOperator;

/// <summary>By what rows are sorted.</summary>
sealed record KqlSortKey(KqlExpression Value, bool Ascending, bool NullsFirst);

/// <summary>Sorts rows.</summary>
sealed record KqlSort(IReadOnlyList<KqlSortKey> Keys) : KqlOperator;

/// <summary>The first rows in an order.</summary>
sealed record KqlTop(long Count, KqlSortKey Key) : KqlOperator;

/// <summary>Some rows.</summary>
sealed record KqlTake(long Count) : KqlOperator;

/// <summary>How many rows.</summary>
sealed record KqlCount : KqlOperator;

/// <summary>Rows that differ; of all columns when none is named.</summary>
sealed record KqlDistinct(IReadOnlyList<KqlNamed> Columns) : KqlOperator;

/// <summary>One pair of columns that must be equal.</summary>
sealed record KqlJoinKey(string Left, string Right);

/// <summary>Joins another query.</summary>
sealed record KqlJoin(string Kind, KqlQuery Right, IReadOnlyList<KqlJoinKey> Keys) : KqlOperator;

/// <summary>Adds the rows of other queries.</summary>
sealed record KqlUnion(IReadOnlyList<KqlQuery> Others) : KqlOperator;

/// <summary>One row for every element of a list.</summary>
sealed record KqlMvExpand(KqlNamed Column) : KqlOperator;

/// <summary>A piece of a pattern: a text, anything (neither), or a column.</summary>
sealed record KqlPatternPart(string? Literal, string? Column, string? Type);

/// <summary>Cuts columns out of a text.</summary>
sealed record KqlParse(bool OnlyMatches, KqlExpression Value, IReadOnlyList<KqlPatternPart> Pattern) : KqlOperator;

/// <summary>How the rows would like to be shown; changes nothing.</summary>
sealed record KqlRender(string Chart) : KqlOperator;

/// <summary>Keeps rows that hold a text anywhere.</summary>
sealed record KqlSearch(string Text) : KqlOperator;

/// <summary>Events of one machine, account or the like that follow each other.</summary>
sealed record KqlSequence(IReadOnlyList<KqlNamed> Keys, long MaxSpan, IReadOnlyList<KqlExpression> Steps) : KqlOperator;

/// <summary>How often combinations are seen.</summary>
sealed record KqlStack(IReadOnlyList<KqlNamed> Columns, IReadOnlyList<KqlNamed> Groups) : KqlOperator;

/// <summary>Combinations that are seen at most so often.</summary>
sealed record KqlRare(IReadOnlyList<KqlNamed> Columns, IReadOnlyList<KqlNamed> Groups, long Max) : KqlOperator;

/// <summary>Combinations that were never seen before a time.</summary>
sealed record KqlFirstSeen(IReadOnlyList<KqlNamed> Columns, IReadOnlyList<KqlNamed> Groups, KqlExpression? Since) : KqlOperator;
