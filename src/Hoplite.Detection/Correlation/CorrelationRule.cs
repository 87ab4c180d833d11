using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>A Sigma correlation, read and with every reference resolved.</summary>
/// <param name="Info">What a person wants to know about it; without a level of its own it takes the highest of the rules it names.</param>
/// <param name="Type">What is counted or compared.</param>
/// <param name="Rules">The rules and correlations it watches, in the order given.</param>
/// <param name="GroupBy">Fields or aliases whose values keep groups apart; empty puts every event into one group.</param>
/// <param name="Aliases">Other names of fields, rule by rule.</param>
/// <param name="Timespan">How long the sliding window is.</param>
/// <param name="Condition">When it matches.</param>
/// <param name="Generate">Whether the rules it names report matches of their own as well.</param>
public sealed record CorrelationRule(
    RuleInfo Info,
    CorrelationType Type,
    ImmutableArray<CorrelatedRule> Rules,
    ImmutableArray<string> GroupBy,
    ImmutableArray<FieldAlias> Aliases,
    TimeSpan Timespan,
    CorrelationCondition Condition,
    bool Generate);

/// <summary>A rule that a correlation watches.</summary>
/// <param name="Reference">The id or name as the correlation writes it.</param>
/// <param name="Id">The id of the rule or correlation that was found.</param>
public sealed record CorrelatedRule(string Reference, string Id);

/// <summary>Under which name a rule's events hold what the correlation calls by an alias.</summary>
/// <param name="Alias">The name within the correlation.</param>
/// <param name="Reference">The id or name of the rule, as the correlation writes it.</param>
/// <param name="Field">The field of that rule's events.</param>
public sealed record FieldAlias(string Alias, string Reference, string Field);

/// <summary>What a correlation counts or compares within its window.</summary>
public enum CorrelationType
{
    /// <summary>The number of events.</summary>
    EventCount,

    /// <summary>The number of distinct values of a field, or of distinct tuples of several.</summary>
    ValueCount,

    /// <summary>The number of distinct rules.</summary>
    Temporal,

    /// <summary>The longest run of rules in the order given.</summary>
    TemporalOrdered,

    /// <summary>The sum of a numeric field.</summary>
    ValueSum,

    /// <summary>The mean of a numeric field.</summary>
    ValueAverage,

    /// <summary>A percentile of a numeric field; without one, the share of a value in percent.</summary>
    ValuePercentile,

    /// <summary>The median of a numeric field.</summary>
    ValueMedian,

    /// <summary>Which rules occurred, by a boolean condition over them.</summary>
    TemporalExtended,

    /// <summary>The same; rules joined by <c>and</c> must occur in that order.</summary>
    TemporalOrderedExtended,
}
