using System.Globalization;

namespace Hoplite.Intelligence.Patterning;

/// <summary>What a pattern asks of the observations together: a tree over its single observation expressions.</summary>
abstract record BindingPlan
{
    /// <summary>One observation that a numbered expression matches, within all of some spans of time.</summary>
    public sealed record Leaf(int Number, (long Start, long Stop)[] Spans) : BindingPlan
    {
        /// <summary>Whether some moment of the observation lies in every span; the stop of a span is not part of it.</summary>
        public bool Admits(long first, long last) => Array.TrueForAll(Spans, s => s.Start < s.Stop && first < s.Stop && last >= s.Start);
    }

    /// <summary>All, by different observations.</summary>
    public sealed record All(BindingPlan[] Terms) : BindingPlan;

    /// <summary>One of them.</summary>
    public sealed record Any(BindingPlan[] Terms) : BindingPlan;

    /// <summary>All, by different observations, none before the one in front of it.</summary>
    public sealed record Sequence(BindingPlan[] Terms) : BindingPlan;

    /// <summary>Within so many ticks.</summary>
    public sealed record Within(BindingPlan Inner, long Ticks) : BindingPlan;

    /// <summary>So many times, by different observations.</summary>
    public sealed record Repeated(BindingPlan Inner, int Times) : BindingPlan;

    /// <summary>Makes the plan of an expression and gathers what each of its single observations asks for.</summary>
    /// <exception cref="PatternException">A qualifier cannot be met.</exception>
    public static BindingPlan Of(ObservationExpression expression, List<ComparisonExpression> leaves) => Of(expression, leaves, []);

    static BindingPlan Of(ObservationExpression expression, List<ComparisonExpression> leaves, (long Start, long Stop)[] spans)
    {
        BindingPlan[] Each(IEnumerable<ObservationExpression> terms) => [.. terms.Select(t => Of(t, leaves, spans))];
        switch (expression)
        {
            case ObservationGroup group: return Of(group.Inner, leaves, spans);
            case AllObservations all: return new All(Each(all.Terms));
            case AnyObservations any: return new Any(Each(any.Terms));
            case FollowedBy sequence: return new Sequence(Each(sequence.Terms));
            case QualifiedObservation { Qualifier: StartStopQualifier span } within: return Of(within.Inner, leaves, [.. spans, (Time(span.Start), Time(span.Stop))]);
            case QualifiedObservation { Qualifier: WithinQualifier within } qualified: return new Within(Of(qualified.Inner, leaves, spans), SpanOf(within.Seconds));
            case QualifiedObservation { Qualifier: RepeatsQualifier repeats } qualified:
                var times = CountOf(repeats.Times);
                return Of(qualified.Inner, leaves, spans) switch
                {
                    var inner when times == 1 => inner,
                    Repeated inner when (long)inner.Times * times <= int.MaxValue => inner with { Times = inner.Times * times },
                    var inner => new Repeated(inner, times),
                };
            case SimpleObservation simple:
                leaves.Add(simple.Comparison);
                return new Leaf(leaves.Count - 1, spans);
            default: throw new InvalidOperationException("unknown expression");
        }
    }

    static long Time(TimeLiteral literal) => PatternTime.TryParse(literal.Text, out var ticks) ? ticks : throw new PatternException($"There is no such time: {literal.Text}.");

    static int CountOf(NumberLiteral literal) =>
        !long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var times) ? int.MaxValue
        : times >= 1 ? (int)Math.Min(times, int.MaxValue) : throw new PatternException("REPEATS needs a number of at least 1.");

    static long SpanOf(NumberLiteral literal)
    {
        var seconds = double.Parse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (seconds <= 0) throw new PatternException("WITHIN needs more than 0 seconds.");
        return seconds >= 1e9 ? (long)1e9 * TimeSpan.TicksPerSecond : (long)Math.Round(seconds * 1e6) * 10;
    }
}
