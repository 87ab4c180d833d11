using System.Collections.Immutable;

namespace Hoplite.Detection.Correlation;

/// <summary>What one event adds to a window.</summary>
/// <param name="Ticks">When it was.</param>
/// <param name="Reference">What leads back to it.</param>
/// <param name="Rule">Which of the watched rules matched.</param>
/// <param name="Hash">Hash of the condition's fields, for distinct values.</param>
/// <param name="Number">The condition's field, for sums.</param>
readonly record struct Contribution(long Ticks, long Reference, int Rule, ulong Hash, double Number);

/// <summary>The events of one group that a sliding condition still looks at.</summary>
abstract class SlidingWindow
{
    /// <summary>The most events or values kept for one group.</summary>
    public const int MostKept = 65_536;

    public abstract void Add(in Contribution contribution);

    /// <summary>The count or sum over what happened at <paramref name="from"/> or later; <paramref name="from"/> never goes back.</summary>
    public abstract double Value(long from);

    /// <summary>The events behind that value, in order of time; only asked for right after <see cref="Value"/>.</summary>
    public abstract IEnumerable<Stamp> Stamps(long from);

    public static ImmutableArray<long> References(IEnumerable<Stamp> stamps) => [.. stamps.Take(Correlator.MostReferences).Select(stamp => stamp.Reference)];
}

/// <summary>Distinct values, each with its latest event, the least recent first. As many as the bound asks for are enough.</summary>
sealed class DistinctValues(int needed) : SlidingWindow
{
    readonly List<ulong> _hashes = [];
    readonly List<Stamp> _stamps = [];

    public override void Add(in Contribution contribution)
    {
        var known = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_hashes).IndexOf(contribution.Hash);
        if (known >= 0 || _hashes.Count == needed)
        {
            var leaving = Math.Max(0, known);
            _hashes.RemoveAt(leaving);
            _stamps.RemoveAt(leaving);
        }

        _hashes.Add(contribution.Hash);
        _stamps.Add(new Stamp(contribution.Ticks, contribution.Reference));
    }

    public override double Value(long from)
    {
        var old = 0;
        while (old < _stamps.Count && _stamps[old].Ticks < from) old++;
        _hashes.RemoveRange(0, old);
        _stamps.RemoveRange(0, old);
        return _stamps.Count;
    }

    public override IEnumerable<Stamp> Stamps(long from) => _stamps;
}

/// <summary>The sum of numbers, and how many there were.</summary>
sealed class RunningSum : SlidingWindow
{
    readonly Queue<(Stamp Stamp, double Number)> _events = new();
    double _sum;

    public override void Add(in Contribution contribution)
    {
        if (_events.Count == MostKept) _sum -= _events.Dequeue().Number;
        _events.Enqueue((new Stamp(contribution.Ticks, contribution.Reference), contribution.Number));
        _sum += contribution.Number;
    }

    public override double Value(long from)
    {
        while (_events.TryPeek(out var oldest) && oldest.Stamp.Ticks < from) _sum -= _events.Dequeue().Number;
        if (_events.Count == 0) _sum = 0;
        return _sum;
    }

    public override IEnumerable<Stamp> Stamps(long from) => _events.Select(item => item.Stamp);
}

/// <summary>When each rule last occurred: the number of rules within the window, or 1 and 0 for a statement about them.</summary>
sealed class RuleTimes : SlidingWindow
{
    readonly Stamp[] _latest;
    readonly Occurrence? _statement;

    public RuleTimes(int rules, Occurrence? statement)
    {
        _latest = new Stamp[rules];
        _latest.AsSpan().Fill(new Stamp(long.MinValue, 0));
        _statement = statement;
    }

    public override void Add(in Contribution contribution) => _latest[contribution.Rule] = new Stamp(contribution.Ticks, contribution.Reference);

    public override double Value(long from)
    {
        var seen = 0UL;
        for (var rule = 0; rule < _latest.Length; rule++)
            if (_latest[rule].Ticks >= from)
                seen |= 1UL << rule;
        return _statement is null ? System.Numerics.BitOperations.PopCount(seen) : Occurrences.Hold(_statement, seen) ? 1 : 0;
    }

    public override IEnumerable<Stamp> Stamps(long from) => _latest.Where(stamp => stamp.Ticks >= from).OrderBy(stamp => stamp.Ticks);
}
