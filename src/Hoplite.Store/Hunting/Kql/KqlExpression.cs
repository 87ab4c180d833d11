namespace Hoplite.Store.Hunting.Kql;

/// <summary>An expression of the query language; prints back to text that parses to an equal one.</summary>
abstract record KqlExpression
{
    private protected KqlExpression()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public KqlSpan Span { get; init; }

    /// <summary>The expression as text.</summary>
    public sealed override string ToString() => KqlPrinter.Print(this);
}

/// <summary>A column, a dotted path, a field of a source, or the name of a <c>let</c>.</summary>
sealed record KqlName(string Name) : KqlExpression;

/// <summary>A text.</summary>
sealed record KqlText(string Value) : KqlExpression;

/// <summary>A whole number.</summary>
sealed record KqlInteger(long Value) : KqlExpression;

/// <summary>A number with a fraction.</summary>
sealed record KqlReal(double Value) : KqlExpression;

/// <summary><c>true</c> or <c>false</c>.</summary>
sealed record KqlBool(bool Value) : KqlExpression;

/// <summary>A point in time, UTC.</summary>
sealed record KqlDatetime(DateTime Value) : KqlExpression;

/// <summary>A span of time.</summary>
sealed record KqlTimespan(long Microseconds) : KqlExpression;

/// <summary>A list of constants: <c>dynamic([…])</c>.</summary>
sealed record KqlList(IReadOnlyList<KqlExpression> Items) : KqlExpression;

/// <summary>All columns, where a function allows it.</summary>
sealed record KqlStar : KqlExpression;

/// <summary>A number with its sign turned.</summary>
sealed record KqlNegative(KqlExpression Operand) : KqlExpression;

/// <summary>Two or more conditions joined by <c>and</c> or by <c>or</c>.</summary>
sealed record KqlLogical(bool IsAnd, IReadOnlyList<KqlExpression> Items) : KqlExpression;

/// <summary>Arithmetic, a comparison, or a test of text; the operator as it is written.</summary>
sealed record KqlBinary(string Operator, KqlExpression Left, KqlExpression Right) : KqlExpression;

/// <summary>A test against a list: <c>in</c>, <c>in~</c>, <c>has_any</c>, <c>has_all</c> and what denies them.</summary>
sealed record KqlAmong(string Operator, KqlExpression Left, IReadOnlyList<KqlExpression> Items, KqlQuery? Query) : KqlExpression;

/// <summary><c>between (low .. high)</c>, both ends included.</summary>
sealed record KqlBetween(bool Negated, KqlExpression Left, KqlExpression Low, KqlExpression High) : KqlExpression;

/// <summary>A call of a function.</summary>
sealed record KqlCall(string Function, IReadOnlyList<KqlExpression> Arguments) : KqlExpression;

/// <summary>An element of a list, or a field of the map.</summary>
sealed record KqlIndex(KqlExpression List, KqlExpression At) : KqlExpression;

/// <summary>An expression with the name of its column, which may be left out.</summary>
sealed record KqlNamed(string? Name, KqlExpression Value);
