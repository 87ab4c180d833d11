using System.Collections.Immutable;

namespace Hoplite.Detection.Correlation;

/// <summary>Everything a window gathers until it closes.</summary>
sealed class ClosingWindow(ulong hash, long start, byte[] key)
{
    const int MostEvents = 4_096;

    HashSet<ulong>? _distinct;
    List<double>? _numbers;
    List<(int Rule, Stamp Stamp)>? _sequence;
    Dictionary<ulong, int>? _shares;
    readonly ImmutableArray<long>.Builder _references = ImmutableArray.CreateBuilder<long>();
    double _sum;
    long _count;
    ulong _seen;

    public ulong Hash { get; } = hash;

    public long Start { get; } = start;

    public byte[] Key { get; } = key;

    public Stamp Last { get; private set; }

    /// <summary>The last event's values, for the correlations above.</summary>
    public byte[] CarriedText { get; set; } = [];

    public ValueSlice[] Carried { get; set; } = [];

    public ImmutableArray<long> References => _references.ToImmutable();

    public void Add(CorrelationType type, in Contribution contribution, bool severalRules)
    {
        var stamp = new Stamp(contribution.Ticks, contribution.Reference);
        if (type != CorrelationType.EventCount || !severalRules || _count == 0 || Last != stamp) _count++;
        if (_references.Count < Correlator.MostReferences && (_references.Count == 0 || _references[^1] != contribution.Reference)) _references.Add(contribution.Reference);
        Last = stamp;
        _seen |= 1UL << contribution.Rule;
        switch (type)
        {
            case CorrelationType.ValueCount when (_distinct ??= []).Count < SlidingWindow.MostKept:
                _distinct.Add(contribution.Hash);
                break;
            case CorrelationType.ValueSum or CorrelationType.ValueAverage:
                _sum += contribution.Number;
                break;
            case CorrelationType.ValueMedian or CorrelationType.ValuePercentile when (_numbers ??= []).Count < SlidingWindow.MostKept:
                _numbers.Add(contribution.Number);
                _shares ??= [];
                if (_shares.Count < SlidingWindow.MostKept || _shares.ContainsKey(contribution.Hash)) _shares[contribution.Hash] = _shares.GetValueOrDefault(contribution.Hash) + 1;
                break;
            case CorrelationType.TemporalOrdered or CorrelationType.TemporalOrderedExtended when (_sequence ??= []).Count < MostEvents:
                _sequence.Add((contribution.Rule, stamp));
                break;
        }
    }

    /// <summary>The value that satisfies the rule's condition, or null when none does.</summary>
    public double? Outcome(CorrelationRule rule)
    {
        if (rule.Condition is OccurrenceCondition { Statement: var statement })
            return rule.Type == CorrelationType.TemporalOrderedExtended
                ? Occurrences.EarliestEnd(statement, _sequence ?? [], 0) >= 0 ? 1 : null
                : Occurrences.Hold(statement, _seen) ? 1 : null;

        var bounds = (BoundsCondition)rule.Condition;
        if (rule.Type == CorrelationType.ValuePercentile && bounds.Percentile is null)
        {
            var shares = _shares!.Values.Select(times => 100.0 * times / _count).Where(bounds.Holds).ToList();
            return shares.Count > 0 ? shares.Min() : null;
        }

        double value = rule.Type switch
        {
            CorrelationType.EventCount => _count,
            CorrelationType.ValueCount => _distinct!.Count,
            CorrelationType.Temporal => System.Numerics.BitOperations.PopCount(_seen),
            CorrelationType.TemporalOrdered => LongestRun(rule.Rules.Length),
            CorrelationType.ValueSum => _sum,
            CorrelationType.ValueAverage => _sum / _count,
            CorrelationType.ValueMedian => Percentile(50),
            _ => Percentile((double)bounds.Percentile!.Value),
        };
        return bounds.Holds(value) ? value : null;
    }

    int LongestRun(int rules)
    {
        var run = new RuleSequence(rules);
        foreach (var (rule, stamp) in _sequence!) run.Add(new Contribution(stamp.Ticks, stamp.Reference, rule, 0, 0));
        return (int)run.Value(long.MinValue + 1);
    }

    /// <summary>Interpolates between the two values nearest to the place.</summary>
    double Percentile(double percent)
    {
        _numbers!.Sort();
        var place = percent / 100 * (_numbers.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, _numbers.Count - 1);
        return _numbers[below] + ((place - below) * (_numbers[above] - _numbers[below]));
    }
}
