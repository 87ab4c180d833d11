namespace Hoplite.Intelligence.Patterning;

/// <summary>Looks for observations for all parts of a plan, each for one part only, by trying; gives up after a number of steps.</summary>
sealed class BindingSearch(IReadOnlyList<Slot>[] slots)
{
    const int MaxSteps = 300_000;
    const int MaxRepeats = 512;

    readonly Dictionary<int, int> _used = [];
    int _steps;

    /// <summary>Whether the search ended before all was tried.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>The numbers of the observations of the first binding found, in order; null when none was.</summary>
    public IReadOnlyList<int>? Find(BindingPlan plan)
    {
        foreach (var _ in Bindings(plan)) return [.. _used.Where(u => u.Value > 0).Select(u => u.Key).Order()];
        return null;
    }

    IEnumerable<(long LatestFirst, long EarliestLast)> Bindings(BindingPlan plan) => plan switch
    {
        BindingPlan.Leaf leaf => Leaf(Relaxation.Admitted(leaf, slots), 0).Select(b => (b.LatestFirst, b.EarliestLast)),
        BindingPlan.Any any => any.Terms.SelectMany(Bindings),
        BindingPlan.Within within => Bindings(within.Inner).Where(b => b.LatestFirst - b.EarliestLast <= within.Ticks),
        BindingPlan.All all => Joined(all.Terms, all.Terms.Length, inOrder: false),
        BindingPlan.Sequence sequence => Joined(sequence.Terms, sequence.Terms.Length, inOrder: true),
        BindingPlan.Repeated { Inner: BindingPlan.Leaf leaf } repeated => Repeated(Relaxation.Admitted(leaf, slots), 0, repeated.Times),
        BindingPlan.Repeated repeated => Joined([.. Enumerable.Repeat(repeated.Inner, Bounded(repeated.Times))], Bounded(repeated.Times), inOrder: false),
        _ => throw new InvalidOperationException("unknown plan"),
    };

    int Bounded(int times)
    {
        GaveUp |= times > MaxRepeats;
        return Math.Min(times, MaxRepeats + 1);
    }

    // An observation stays in use while the caller looks at what was found with it.
    IEnumerable<(long LatestFirst, long EarliestLast, int Place)> Leaf(IReadOnlyList<Slot> from, int start)
    {
        for (var i = start; i < from.Count; i++)
        {
            if (++_steps > MaxSteps)
            {
                GaveUp = true;
                yield break;
            }

            var slot = from[i];
            var used = _used.GetValueOrDefault(slot.Observation);
            if (used >= slot.Count) continue;
            _used[slot.Observation] = used + 1;
            yield return (slot.First, slot.Last, i);
            _used[slot.Observation] = used;
        }
    }

    IEnumerable<(long LatestFirst, long EarliestLast)> Joined(BindingPlan[] terms, int count, bool inOrder)
    {
        if (GaveUp) yield break;
        if (count == 1)
        {
            foreach (var only in Bindings(terms[0])) yield return only;
            yield break;
        }

        foreach (var left in Joined(terms, count - 1, inOrder))
            foreach (var right in Bindings(terms[count - 1]))
                if (!inOrder || left.LatestFirst <= right.EarliestLast)
                    yield return (Math.Max(left.LatestFirst, right.LatestFirst), Math.Min(left.EarliestLast, right.EarliestLast));
    }

    // Which of the same observations comes first does not matter, so they are chosen in their order only.
    IEnumerable<(long LatestFirst, long EarliestLast)> Repeated(IReadOnlyList<Slot> from, int start, int times)
    {
        if (times > MaxRepeats) GaveUp = true;
        if (GaveUp) yield break;
        foreach (var (first, last, place) in Leaf(from, start))
        {
            if (times == 1) yield return (first, last);
            else
                foreach (var rest in Repeated(from, place, times - 1))
                    yield return (Math.Max(first, rest.LatestFirst), Math.Min(last, rest.EarliestLast));
        }
    }
}
