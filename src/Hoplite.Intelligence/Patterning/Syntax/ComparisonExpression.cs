using System.Collections.Immutable;

namespace Hoplite.Intelligence.Patterning;

/// <summary>What is asked of one object inside the brackets (STIX 2.1 §9.4).</summary>
public abstract record ComparisonExpression
{
    private protected ComparisonExpression()
    {
    }
}

/// <summary>A value against a constant.</summary>
/// <param name="Path">Which value.</param>
/// <param name="Operator">How.</param>
/// <param name="Negated">Whether <c>NOT</c> stands before the operator.</param>
/// <param name="Literal">The constant.</param>
public sealed record ComparisonTest(ObjectPath Path, ComparisonOperator Operator, bool Negated, PatternLiteral Literal) : ComparisonExpression;

/// <summary><c>IN</c>: a value against several constants.</summary>
/// <param name="Path">Which value.</param>
/// <param name="Negated">Whether <c>NOT</c> stands before the operator.</param>
/// <param name="Values">The constants.</param>
public sealed record SetTest(ObjectPath Path, bool Negated, ImmutableArray<PatternLiteral> Values) : ComparisonExpression;

/// <summary><c>EXISTS</c>: whether there is a value.</summary>
/// <param name="Path">Which value.</param>
/// <param name="Negated">Whether there must be none.</param>
public sealed record ExistsTest(ObjectPath Path, bool Negated) : ComparisonExpression;

/// <summary>All hold of the same object.</summary>
/// <param name="Terms">Two or more.</param>
public sealed record AllComparisons(ImmutableArray<ComparisonExpression> Terms) : ComparisonExpression;

/// <summary>At least one holds of an object.</summary>
/// <param name="Terms">Two or more.</param>
public sealed record AnyComparisons(ImmutableArray<ComparisonExpression> Terms) : ComparisonExpression;

/// <summary>An expression in parentheses.</summary>
/// <param name="Inner">The expression.</param>
public sealed record ComparisonGroup(ComparisonExpression Inner) : ComparisonExpression;

/// <summary>How a value is compared with a constant.</summary>
public enum ComparisonOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>LIKE</c>: <c>%</c> stands for any characters, <c>_</c> for one.</summary>
    Like,

    /// <summary><c>MATCHES</c>: a regular expression.</summary>
    Matches,

    /// <summary><c>ISSUBSET</c>: the value is an address or network inside the constant.</summary>
    IsSubset,

    /// <summary><c>ISSUPERSET</c>: the value is a network around the constant.</summary>
    IsSuperset,
}
