namespace Hoplite.Intelligence.Patterning;

/// <summary>
/// A summary of all ways to bind a part of a pattern. Of a binding only two times matter to the rest of the pattern: the latest first
/// sight and the earliest last sight of its observations. A binding is of no use beside another whose first is not later and whose
/// second is not earlier, so that of n observations at most n pairs remain, in order of both.
/// </summary>
sealed class Frontier
{
    readonly List<(long LatestFirst, long EarliestLast)> _points;

    Frontier(List<(long, long)> points) => _points = points;

    /// <summary>Whether there is no binding.</summary>
    public bool IsEmpty => _points.Count == 0;

    /// <summary>The summary of any bindings.</summary>
    public static Frontier Of(IEnumerable<(long LatestFirst, long EarliestLast)> bindings)
    {
        var kept = new List<(long, long)>();
        var best = long.MinValue;
        foreach (var (first, last) in bindings.OrderBy(b => b.LatestFirst).ThenByDescending(b => b.EarliestLast))
        {
            if (last <= best) continue;
            best = last;
            kept.Add((first, last));
        }

        return new Frontier(kept);
    }

    /// <summary>So many of the same observations: the earliest of those that last long enough.</summary>
    public static Frontier Repeated(IReadOnlyList<Slot> slots, int times)
    {
        if (slots.Sum(s => (long)s.Count) < times) return new Frontier([]);
        var chosen = new PriorityQueue<Slot, long>();
        var found = new List<(long, long)>();
        var held = 0L;
        foreach (var slot in slots.OrderByDescending(s => s.Last))
        {
            chosen.Enqueue(slot, -slot.First);
            held += slot.Count;
            while (held - chosen.Peek().Count >= times) held -= chosen.Dequeue().Count;
            if (held >= times) found.Add((chosen.Peek().First, slot.Last));
        }

        return Of(found);
    }

    /// <summary>One binding of each.</summary>
    public Frontier Both(Frontier other) => Join(other, (ours, theirs) => Math.Min(ours, theirs));

    /// <summary>A binding of this one, and one of the other that need not lie before it.</summary>
    public Frontier Then(Frontier other)
    {
        var found = new List<(long, long)>();
        foreach (var at in _points.Concat(other._points).Select(p => p.LatestFirst).Distinct())
            if (other.Best(at) is { } theirs && Best(Math.Min(at, theirs)) is { } ours) found.Add((at, Math.Min(ours, theirs)));
        return Of(found);
    }

    /// <summary>A binding of either.</summary>
    public Frontier Or(Frontier other) => Of(_points.Concat(other._points));

    /// <summary>Only bindings that a span of this length can touch.</summary>
    public Frontier Within(long ticks) => new([.. _points.Where(p => p.LatestFirst - p.EarliestLast <= ticks)]);

    Frontier Join(Frontier other, Func<long, long, long> last)
    {
        var found = new List<(long, long)>();
        foreach (var at in _points.Concat(other._points).Select(p => p.LatestFirst).Distinct())
            if (Best(at) is { } ours && other.Best(at) is { } theirs) found.Add((at, last(ours, theirs)));
        return Of(found);
    }

    // The latest end among bindings that begin by then: the last of them, since both times rise together.
    long? Best(long latestFirst)
    {
        var (low, high) = (0, _points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_points[middle].LatestFirst <= latestFirst) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? null : _points[low - 1].EarliestLast;
    }
}
