using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>Chooses how a correlation is worked out.</summary>
static class Correlators
{
    public static Correlator Create(CorrelationNode node, CorrelationEngine engine, int mostGroups)
    {
        var rule = node.Rule;
        if (rule.Condition is OccurrenceCondition { Statement: var statement })
        {
            if (Occurrences.Denies(statement)) return new ClosingCorrelator(node, engine, mostGroups);
            return rule.Type == CorrelationType.TemporalOrderedExtended
                ? new SlidingCorrelator(node, engine, () => new StatementSequence(statement), mostGroups)
                : new SlidingCorrelator(node, engine, () => new RuleTimes(rule.Rules.Length, statement), mostGroups);
        }

        var bounds = (BoundsCondition)rule.Condition;
        if (!bounds.Bounds.All(bound => bound.Order is Order.Greater or Order.GreaterOrEqual)) return new ClosingCorrelator(node, engine, mostGroups);
        return rule.Type switch
        {
            CorrelationType.EventCount => new EventCounter(node, engine, Needed(bounds), mostGroups),
            CorrelationType.ValueCount => new SlidingCorrelator(node, engine, () => new DistinctValues(Needed(bounds)), mostGroups),
            CorrelationType.Temporal => new SlidingCorrelator(node, engine, () => new RuleTimes(rule.Rules.Length, null), mostGroups),
            CorrelationType.TemporalOrdered => new SlidingCorrelator(node, engine, () => new RuleSequence(rule.Rules.Length), mostGroups),
            CorrelationType.ValueSum => new SlidingCorrelator(node, engine, () => new RunningSum(), mostGroups),
            _ => new ClosingCorrelator(node, engine, mostGroups),
        };
    }

    /// <summary>The smallest count that satisfies every lower bound.</summary>
    public static int Needed(BoundsCondition condition)
    {
        var needed = 1m;
        foreach (var bound in condition.Bounds)
            needed = Math.Max(needed, bound.Order == Order.Greater ? Math.Floor(bound.Value) + 1 : Math.Ceiling(bound.Value));
        return (int)Math.Min(needed, CorrelationLimits.LargestCount);
    }
}
