using System.Collections.Immutable;

namespace Hoplite.Detection.Sigma;

/// <summary>What a Sigma condition says after selections, lists and quantifiers have been written out: a closed union.</summary>
public abstract record Expression
{
    private protected Expression()
    {
    }
}

/// <summary>True when every term is; true when there are none.</summary>
public sealed record AllOf(ImmutableArray<Expression> Terms) : Expression;

/// <summary>True when some term is; false when there are none.</summary>
public sealed record AnyOf(ImmutableArray<Expression> Terms) : Expression;

/// <summary>True when the term is not.</summary>
public sealed record Not(Expression Term) : Expression;

/// <summary>One test of the values of one field; a field with several values passes when any of them does.</summary>
/// <param name="Field">The name as the rule writes it.</param>
/// <param name="Test">What a value must satisfy.</param>
public sealed record FieldTest(string Field, ValueTest Test) : Expression;

/// <summary>One test of the whole event: any value of any field, or the raw text, passes.</summary>
public sealed record KeywordTest(ValueTest Test) : Expression;
