using System.Globalization;
using Hoplite.Intelligence.Patterning;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>Matching by making every binding, as the standard tells it.</summary>
static class Naive
{
    public static bool IsMatch(ObservationExpression expression, Observation[] observations) => Bindings(expression, observations).Count > 0;

    static List<(int Observation, int Instance)[]> Bindings(ObservationExpression expression, Observation[] all)
    {
        long First((int Observation, int)[] b) => b.Max(i => all[i.Observation].First);
        long Last((int Observation, int)[] b) => b.Min(i => all[i.Observation].Last);
        List<(int, int)[]> Join(List<(int, int)[]> left, List<(int, int)[]> right, bool inOrder) =>
            [.. from l in left from r in right where !l.Intersect(r).Any() && (!inOrder || First(l) <= Last(r)) select l.Concat(r).ToArray()];
        switch (expression)
        {
            case ObservationGroup group: return Bindings(group.Inner, all);
            case SimpleObservation simple:
                var alone = PatternMatcher.Compile(new StixPattern(simple));
                return [.. from i in Enumerable.Range(0, all.Length) where alone.Match([all[i]]).IsMatch from n in Enumerable.Range(0, all[i].Count) select new[] { (i, n) }];
            case AnyObservations any: return [.. any.Terms.SelectMany(t => Bindings(t, all))];
            case AllObservations both: return both.Terms.Select(t => Bindings(t, all)).Aggregate((a, b) => Join(a, b, inOrder: false));
            case FollowedBy sequence: return sequence.Terms.Select(t => Bindings(t, all)).Aggregate((a, b) => Join(a, b, inOrder: true));
            case QualifiedObservation { Qualifier: RepeatsQualifier repeats } repeated:
                var once = Bindings(repeated.Inner, all);
                var times = once;
                for (var i = 1; i < int.Parse(repeats.Times.Text, CultureInfo.InvariantCulture); i++) times = Join(times, once, inOrder: false);
                return times;
            case QualifiedObservation { Qualifier: WithinQualifier within } qualified:
                var ticks = long.Parse(within.Seconds.Text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond;
                return [.. Bindings(qualified.Inner, all).Where(b => First(b) - Last(b) <= ticks)];
            case QualifiedObservation { Qualifier: StartStopQualifier span } bounded:
                var (start, stop) = (Time(span.Start), Time(span.Stop));
                return [.. Bindings(bounded.Inner, all).Where(b => b.All(i => all[i.Observation].First < stop && all[i.Observation].Last >= start))];
            default: throw new InvalidOperationException();
        }
    }

    static long Time(TimeLiteral time) => DateTimeOffset.Parse(time.Text, CultureInfo.InvariantCulture).UtcTicks;
}
