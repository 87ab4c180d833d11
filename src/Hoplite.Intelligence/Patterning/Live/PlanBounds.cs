namespace Hoplite.Intelligence.Patterning;

/// <summary>How much of the past a plan needs.</summary>
static class PlanBounds
{
    /// <summary>Whether one observation is always enough.</summary>
    public static bool IsMomentary(BindingPlan plan) => plan switch
    {
        BindingPlan.Leaf => true,
        BindingPlan.Within within => IsMomentary(within.Inner),
        BindingPlan.Any any => Array.TrueForAll(any.Terms, IsMomentary),
        _ => false,
    };

    /// <summary>How many ticks back: the longest WITHIN, one hour for parts without one.</summary>
    public static long Window(BindingPlan plan) => Math.Max(TimeSpan.TicksPerSecond, Longest(plan));

    /// <summary>How many observations a binding has at the most.</summary>
    public static double Size(BindingPlan plan) => plan switch
    {
        BindingPlan.Within within => Size(within.Inner),
        BindingPlan.Repeated repeated => repeated.Times * Size(repeated.Inner),
        BindingPlan.Any any => any.Terms.Max(Size),
        BindingPlan.All all => all.Terms.Sum(Size),
        BindingPlan.Sequence sequence => sequence.Terms.Sum(Size),
        _ => 1,
    };

    static long Longest(BindingPlan plan) => plan switch
    {
        BindingPlan.Within within => Math.Min(within.Ticks, 7 * TimeSpan.TicksPerDay),
        BindingPlan.Any any => any.Terms.Max(Longest),
        BindingPlan.Leaf => 0,
        _ => TimeSpan.TicksPerHour,
    };
}
