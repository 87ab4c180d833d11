using CsCheck;
using Hoplite.Detection.Correlation;

namespace Hoplite.Detection.Tests.Correlation;

public sealed class CorrelationPropertyTests
{
    static readonly Gen<(int Ticks, int Group, int Rule, int Value)[]> Events = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 4]).Array[0, 60];

    static List<(int Group, int Ticks)> Engine((int Ticks, int Group, int Rule, int Value)[] events, string type, string condition, int span, CorrelationOptions? options = null)
    {
        var run = new CorrelationRun("a b c", $"title: T\ncorrelation:\n  type: {type}\n  rules: [a, b, c]\n  group-by: [Group]\n  timespan: {span}s\n{condition}", options);
        foreach (var one in events) run.At(one.Ticks, "abc"[one.Rule].ToString(), $"Group={one.Group}", $"Value={one.Value}");
        return [.. run.Complete().Matches
            .Select(match => (int.Parse(match.GroupKey[0], System.Globalization.CultureInfo.InvariantCulture), (int)(match.LastTicks / TimeSpan.TicksPerSecond)))
            .OrderBy(report => report.Item2).ThenBy(report => report.Item1)];
    }

    static (int Ticks, int Group, int Rule, int Value)[] Sorted((int Ticks, int Group, int Rule, int Value)[] events) => [.. events.OrderBy(one => one.Ticks)];

    [Fact]
    public void Event_counts_equal_the_naive_ones() => Gen.Select(Events, Gen.Int[1, 6], Gen.Int[1, 20]).Sample((events, needed, span) =>
        Engine(Sorted(events), "event_count", $"  condition: {{gte: {needed}}}\n", span)
            .SequenceEqual(NaiveCorrelation.Reports(Sorted(events), window => window.Count(), needed, span)));

    [Fact]
    public void Value_counts_equal_the_naive_ones() => Gen.Select(Events, Gen.Int[1, 5], Gen.Int[1, 20]).Sample((events, needed, span) =>
        Engine(Sorted(events), "value_count", $"  condition: {{field: Value, gte: {needed}}}\n", span)
            .SequenceEqual(NaiveCorrelation.Reports(Sorted(events), window => window.Select(one => one.Value).Distinct().Count(), needed, span)));

    [Fact]
    public void Temporal_matches_equal_the_naive_ones() => Gen.Select(Events, Gen.Int[1, 3], Gen.Int[1, 20]).Sample((events, needed, span) =>
        Engine(Sorted(events), "temporal", $"  condition: {{gte: {needed}}}\n", span)
            .SequenceEqual(NaiveCorrelation.Reports(Sorted(events), window => window.Select(one => one.Rule).Distinct().Count(), needed, span)));

    [Fact]
    public void Ordered_matches_equal_the_naive_ones() => Gen.Select(Events, Gen.Int[1, 3], Gen.Int[1, 20]).Sample((events, needed, span) =>
        Engine(Sorted(events), "temporal_ordered", $"  condition: {{gte: {needed}}}\n", span)
            .SequenceEqual(NaiveCorrelation.Reports(Sorted(events), LongestRun, needed, span)));

    [Fact]
    public void Any_order_of_arrival_within_the_tolerance_gives_the_same_matches() => Gen.Select(Events, Gen.Int[1, 4]).Sample((events, needed) =>
    {
        var apart = events.DistinctBy(one => (one.Ticks, one.Group)).ToArray();
        var condition = $"  condition: {{gte: {needed}}}\n";
        return Engine(apart, "event_count", condition, 10, CorrelationOptions.Scan).SequenceEqual(Engine(Sorted(apart), "event_count", condition, 10));
    });

    [Fact]
    public void Among_very_many_groups_the_matches_are_the_same() => Gen.Select(Events, Gen.Int[1, 4]).Sample((events, needed) =>
    {
        (int Ticks, int Group, int Rule, int Value)[] crowd = [.. Enumerable.Range(0, 13_000).Select(group => (0, 10 + group, 0, 0))];
        var condition = $"  condition: {{gte: {needed}}}\n";
        var own = Sorted([.. events.Select(one => (one.Ticks + 1, one.Group, one.Rule, one.Value))]);
        return new[] { "event_count", "temporal" }.All(type =>
            Engine([.. crowd, .. own], type, condition, 20).Where(report => report.Group < 10).SequenceEqual(Engine(own, type, condition, 20)));
    }, iter: 10);

    static int LongestRun(IEnumerable<(int Ticks, int Group, int Rule, int Value)> window)
    {
        var longest = new int[3];
        foreach (var one in window) longest[one.Rule] = Math.Max(longest[one.Rule], 1 + longest.Take(one.Rule).DefaultIfEmpty(0).Max());
        return longest.Max();
    }
}
