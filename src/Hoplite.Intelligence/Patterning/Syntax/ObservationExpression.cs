using System.Collections.Immutable;

namespace Hoplite.Intelligence.Patterning;

/// <summary>What is asked of observations (STIX 2.1 §9.5).</summary>
public abstract record ObservationExpression
{
    private protected ObservationExpression()
    {
    }
}

/// <summary>One observation with an object of which the comparison holds, <c>[..]</c>.</summary>
/// <param name="Comparison">The comparison.</param>
public sealed record SimpleObservation(ComparisonExpression Comparison) : ObservationExpression;

/// <summary>All of them, each by an observation of its own.</summary>
/// <param name="Terms">Two or more.</param>
public sealed record AllObservations(ImmutableArray<ObservationExpression> Terms) : ObservationExpression;

/// <summary>At least one of them.</summary>
/// <param name="Terms">Two or more.</param>
public sealed record AnyObservations(ImmutableArray<ObservationExpression> Terms) : ObservationExpression;

/// <summary>All of them, none before the one in front of it.</summary>
/// <param name="Terms">Two or more.</param>
public sealed record FollowedBy(ImmutableArray<ObservationExpression> Terms) : ObservationExpression;

/// <summary>An expression in parentheses.</summary>
/// <param name="Inner">The expression.</param>
public sealed record ObservationGroup(ObservationExpression Inner) : ObservationExpression;

/// <summary>An expression with a qualifier behind it.</summary>
/// <param name="Inner">The expression.</param>
/// <param name="Qualifier">The qualifier.</param>
public sealed record QualifiedObservation(ObservationExpression Inner, ObservationQualifier Qualifier) : ObservationExpression;

/// <summary>A bound on the observations of an expression (STIX 2.1 §9.5.1).</summary>
public abstract record ObservationQualifier
{
    private protected ObservationQualifier()
    {
    }
}

/// <summary>All within so many seconds.</summary>
/// <param name="Seconds">How many.</param>
public sealed record WithinQualifier(NumberLiteral Seconds) : ObservationQualifier;

/// <summary>So many times, each time by other observations.</summary>
/// <param name="Times">How many times.</param>
public sealed record RepeatsQualifier(NumberLiteral Times) : ObservationQualifier;

/// <summary>All from one time on and before another.</summary>
/// <param name="Start">From when on.</param>
/// <param name="Stop">Before when.</param>
public sealed record StartStopQualifier(TimeLiteral Start, TimeLiteral Stop) : ObservationQualifier;
