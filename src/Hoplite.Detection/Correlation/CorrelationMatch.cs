using System.Collections.Immutable;

namespace Hoplite.Detection.Correlation;

/// <summary>A correlation that matched.</summary>
/// <param name="Rule">Which one.</param>
/// <param name="FirstTicks">Event time of the first event that contributed.</param>
/// <param name="LastTicks">Event time of the last.</param>
/// <param name="GroupKey">The values of <see cref="CorrelationRule.GroupBy"/>, in that order; very long ones are cut.</param>
/// <param name="References">The references of the contributing events, the first hundred.</param>
/// <param name="Value">The count, sum or other value that satisfied the condition.</param>
public sealed record CorrelationMatch(
    CorrelationRule Rule,
    long FirstTicks,
    long LastTicks,
    ImmutableArray<string> GroupKey,
    ImmutableArray<long> References,
    double Value);
