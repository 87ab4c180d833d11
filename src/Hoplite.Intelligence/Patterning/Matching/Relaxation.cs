namespace Hoplite.Intelligence.Patterning;

/// <summary>
/// Asks whether a plan could be met if one observation might serve several of its parts. That takes time in proportion to the number
/// of observations, says no for certain, and says yes for certain where no observation could serve two parts anyway.
/// </summary>
static class Relaxation
{
    /// <summary>The summary of the bindings of a plan.</summary>
    public static Frontier Of(BindingPlan plan, IReadOnlyList<Slot>[] slots) => plan switch
    {
        BindingPlan.Leaf leaf => Frontier.Of(Admitted(leaf, slots).Select(s => (s.First, s.Last))),
        BindingPlan.Repeated { Inner: BindingPlan.Leaf leaf } repeated => Frontier.Repeated(Admitted(leaf, slots), repeated.Times),
        BindingPlan.Repeated repeated => Of(repeated.Inner, slots),
        BindingPlan.Within within => Of(within.Inner, slots).Within(within.Ticks),
        BindingPlan.Any any => any.Terms.Select(t => Of(t, slots)).Aggregate((a, b) => a.Or(b)),
        BindingPlan.All all => all.Terms.Select(t => Of(t, slots)).Aggregate((a, b) => a.Both(b)),
        BindingPlan.Sequence sequence => sequence.Terms.Select(t => Of(t, slots)).Aggregate((a, b) => a.Then(b)),
        _ => throw new InvalidOperationException("unknown plan"),
    };

    /// <summary>Whether the answer is certain also when it is yes.</summary>
    public static bool IsExact(BindingPlan plan, IReadOnlyList<Slot>[] slots)
    {
        if (IsSingle(plan)) return true;
        if (!RepeatsLeavesOnly(plan)) return false;
        var seen = new HashSet<int>();
        foreach (var list in slots)
            foreach (var slot in list)
                if (!seen.Add(slot.Observation)) return false;
        return true;
    }

    /// <summary>The observations of a leaf that lie in its spans.</summary>
    public static IReadOnlyList<Slot> Admitted(BindingPlan.Leaf leaf, IReadOnlyList<Slot>[] slots) =>
        leaf.Spans.Length == 0 ? slots[leaf.Number] : [.. slots[leaf.Number].Where(s => leaf.Admits(s.First, s.Last))];

    static bool IsSingle(BindingPlan plan) => plan switch
    {
        BindingPlan.Leaf or BindingPlan.Repeated { Inner: BindingPlan.Leaf } => true,
        BindingPlan.Within within => IsSingle(within.Inner),
        BindingPlan.Any any => Array.TrueForAll(any.Terms, IsSingle),
        _ => false,
    };

    static bool RepeatsLeavesOnly(BindingPlan plan) => plan switch
    {
        BindingPlan.Repeated repeated => repeated.Inner is BindingPlan.Leaf,
        BindingPlan.Within within => RepeatsLeavesOnly(within.Inner),
        BindingPlan.Any any => Array.TrueForAll(any.Terms, RepeatsLeavesOnly),
        BindingPlan.All all => Array.TrueForAll(all.Terms, RepeatsLeavesOnly),
        BindingPlan.Sequence sequence => Array.TrueForAll(sequence.Terms, RepeatsLeavesOnly),
        _ => true,
    };
}
