using System.Collections.Immutable;

namespace Hoplite.Detection.Correlation;

/// <summary>One correlation at work.</summary>
abstract class Correlator(CorrelationNode node, CorrelationEngine engine)
{
    /// <summary>How many references a match carries.</summary>
    public const int MostReferences = 100;

    protected CorrelationNode Node { get; } = node;

    protected CorrelationEngine Engine { get; } = engine;

    protected long Span { get; } = node.Rule.Timespan.Ticks;

    /// <summary>When the next window closes by itself; the largest value when none will.</summary>
    public virtual long NextClose => long.MaxValue;

    public abstract int Groups { get; }

    public abstract long Evicted { get; }

    public abstract long Bytes { get; }

    /// <param name="input">Which of the watched rules matched.</param>
    /// <param name="hit">The match; times never go back.</param>
    public abstract void Observe(int input, in CorrelationHit hit);

    /// <summary>A hit will be observed soon; its group may be fetched. Changes nothing.</summary>
    public virtual void Foresee(int input, in CorrelationHit hit, Foresight what)
    {
    }

    /// <summary>Closes the window that <see cref="NextClose"/> spoke of.</summary>
    public virtual void CloseNext()
    {
    }

    /// <summary>Reports a match whose last event is at hand, and passes it to the correlations above with that event's values.</summary>
    protected void Report(int input, in CorrelationHit last, ImmutableArray<string> key, long first, ImmutableArray<long> references, double value)
    {
        var carried = Node.Inputs[input].Carried;
        Span<ValueSlice> values = carried.Length <= 64 ? stackalloc ValueSlice[carried.Length] : new ValueSlice[carried.Length];
        for (var index = 0; index < carried.Length; index++) values[index] = last.Values[carried[index]];
        Engine.Report(Node, new CorrelationMatch(Node.Rule, first, last.Ticks, key, references, value), new CorrelationHit(Node.Index, last.Ticks, last.Reference, last.Text, values));
    }

    /// <summary>The hash of the condition's fields taken together; false when one is absent or null.</summary>
    protected bool TryConditionHash(int input, in CorrelationHit hit, out ulong hash) => GroupKeys.TryHash(hit, Node.Inputs[input].Condition, out hash);

    /// <summary>The condition's one field as a number; false when it is none.</summary>
    protected bool TryNumber(int input, in CorrelationHit hit, out double number)
    {
        var field = Node.Inputs[input].Condition[0];
        if (hit.Values[field].IsPresent
            && System.Buffers.Text.Utf8Parser.TryParse(hit.Value(field), out number, out var read) && read == hit.Values[field].Length && double.IsFinite(number)) return true;
        number = 0;
        return false;
    }
}
