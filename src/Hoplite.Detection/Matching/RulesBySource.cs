using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>The rules of a set, filed under the log source they are about, so that a plan looks only at those that can concern it.</summary>
sealed class RulesBySource(IReadOnlyList<SigmaRule> rules)
{
    /// <summary>The numbers of the rules of each log source, in order.</summary>
    public IReadOnlyList<(LogSource Source, int[] Rules)> Groups { get; } =
        [.. rules.Index().GroupBy(r => r.Item.LogSource, r => r.Index).Select(g => (g.Key, g.ToArray()))];

    /// <summary>A rule by its number.</summary>
    public SigmaRule this[int number] => rules[number];
}
