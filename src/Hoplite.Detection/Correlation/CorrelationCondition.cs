using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>When a correlation matches: a closed union.</summary>
public abstract record CorrelationCondition
{
    private protected CorrelationCondition()
    {
    }
}

/// <summary>Compares the count or value with bounds, all of which must hold.</summary>
/// <param name="Bounds">At least one.</param>
/// <param name="Fields">The fields counted or computed; several make a tuple.</param>
/// <param name="Percentile">Which percentile, from 0 to 100, or null.</param>
public sealed record BoundsCondition(ImmutableArray<Bound> Bounds, ImmutableArray<string> Fields, decimal? Percentile = null) : CorrelationCondition
{
    /// <summary>Whether a count or value satisfies every bound.</summary>
    public bool Holds(double value)
    {
        foreach (var bound in Bounds)
            if (!bound.Holds(value))
                return false;
        return true;
    }
}

/// <summary>One comparison of a condition.</summary>
public readonly record struct Bound(Order Order, decimal Value)
{
    /// <summary>Whether a value satisfies it.</summary>
    public bool Holds(double value) => Order switch
    {
        Order.Equal => value == (double)Value,
        Order.Less => value < (double)Value,
        Order.LessOrEqual => value <= (double)Value,
        Order.Greater => value > (double)Value,
        Order.GreaterOrEqual => value >= (double)Value,
        _ => value != (double)Value,
    };
}

/// <summary>A boolean statement about which rules occurred.</summary>
public sealed record OccurrenceCondition(Occurrence Statement) : CorrelationCondition;

/// <summary>A term of an <see cref="OccurrenceCondition"/>: a closed union.</summary>
public abstract record Occurrence
{
    private protected Occurrence()
    {
    }
}

/// <summary>The rule at this place of <see cref="CorrelationRule.Rules"/> occurred.</summary>
public sealed record Occurred(int Rule) : Occurrence;

/// <summary>All terms hold.</summary>
public sealed record EveryOccurrence(ImmutableArray<Occurrence> Terms) : Occurrence;

/// <summary>Some term holds.</summary>
public sealed record SomeOccurrence(ImmutableArray<Occurrence> Terms) : Occurrence;

/// <summary>The term does not hold.</summary>
public sealed record NoOccurrence(Occurrence Term) : Occurrence;
