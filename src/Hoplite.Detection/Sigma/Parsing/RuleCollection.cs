using System.Collections.Immutable;
using Hoplite.Detection.Correlation;

namespace Hoplite.Detection.Sigma;

/// <summary>Everything that was read: what can be used, and why the rest cannot.</summary>
/// <param name="Rules">The rules, filters already part of their conditions, in the order they were read.</param>
/// <param name="Correlations">The correlation rules whose references all resolve.</param>
/// <param name="Rejections">One for each document that cannot be used.</param>
public sealed record RuleCollection(
    ImmutableArray<SigmaRule> Rules,
    ImmutableArray<CorrelationRule> Correlations,
    ImmutableArray<RuleRejection> Rejections);

/// <summary>Why a rule, a correlation or a filter was not taken.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Id">Its id, when one could be read.</param>
/// <param name="Title">Its title, when one could be read.</param>
/// <param name="Reason">One sentence for its author.</param>
public sealed record RuleRejection(string Path, int Line, string? Id, string? Title, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line}: {Reason}";
}
