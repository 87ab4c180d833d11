using Hoplite.Detection.Correlation;

namespace Hoplite.Detection.Tests.Correlation;

public sealed class CountTests
{
    static string EventCount(string condition, string groupBy = "[User]", string timespan = "60s") =>
        $"title: Many\nid: many\ncorrelation:\n  type: event_count\n  rules: [a]\n  group-by: {groupBy}\n  timespan: {timespan}\n  condition: {condition}\n";

    static string ValueCount(string condition) =>
        $"title: Spread\ncorrelation:\n  type: value_count\n  rules: [a]\n  group-by: [Host]\n  timespan: 60s\n  condition: {condition}\n";

    [Fact]
    public void Enough_events_within_the_span_match_once()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 3}"));
        for (var second = 0; second < 10; second++) run.At(second, "a", "User=bob");
        var match = Assert.Single(run.Matches);
        Assert.Equal((0, 2), (match.FirstTicks / TimeSpan.TicksPerSecond, match.LastTicks / TimeSpan.TicksPerSecond));
        Assert.Equal(["bob"], match.GroupKey);
        Assert.Equal([1, 2, 3], match.References);
        Assert.Equal(3, match.Value);
    }

    [Fact]
    public void Too_few_events_do_not_match() => Assert.Empty(new CorrelationRun("a", EventCount("{gte: 3}")).At(0, "a", "User=bob").At(1, "a", "User=bob").Complete().Matches);

    [Fact]
    public void Gt_needs_one_more_than_gte()
    {
        var run = new CorrelationRun("a", EventCount("{gt: 3}"));
        for (var second = 0; second < 4; second++) run.At(second, "a", "User=bob");
        Assert.Equal([3], run.Ends);
    }

    [Fact]
    public void The_window_slides_over_boundaries()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 3}"));
        Assert.Equal([65], run.At(50, "a", "User=bob").At(59, "a", "User=bob").At(65, "a", "User=bob").Ends);
    }

    [Fact]
    public void Events_exactly_one_span_apart_are_within_it()
    {
        Assert.Single(new CorrelationRun("a", EventCount("{gte: 2}")).At(0, "a", "User=b").At(60, "a", "User=b").Matches);
        Assert.Empty(new CorrelationRun("a", EventCount("{gte: 2}")).At(0, "a", "User=b").At(60.001, "a", "User=b").Matches);
    }

    [Fact]
    public void Groups_are_counted_apart()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 3}"));
        for (var second = 0; second < 2; second++) run.At(second, "a", "User=bob").At(second, "a", "User=eve");
        Assert.Empty(run.Matches);
        run.At(2, "a", "User=eve");
        Assert.Equal(["eve"], Assert.Single(run.Matches).GroupKey);
    }

    [Fact]
    public void Several_group_fields_are_joined_by_and()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 2}", "[User, Domain]"));
        run.At(0, "a", "User=bob", "Domain=x").At(1, "a", "User=bob", "Domain=y").At(2, "a", "User=bo", "Domain=bx");
        Assert.Empty(run.Matches);
        Assert.Equal(["bob", "y"], Assert.Single(run.At(3, "a", "User=bob", "Domain=y").Matches).GroupKey);
    }

    [Fact]
    public void An_event_without_a_group_field_is_not_counted() =>
        Assert.Empty(new CorrelationRun("a", EventCount("{gte: 1}", "[User, Domain]")).At(0, "a", "User=bob").At(1, "a").Complete().Matches);

    [Fact]
    public void An_empty_value_is_a_value() => Assert.Single(new CorrelationRun("a", EventCount("{gte: 1}")).At(0, "a", "User=").Matches);

    [Fact]
    public void Without_group_fields_everything_is_one_group() =>
        Assert.Empty(Assert.Single(new CorrelationRun("a", EventCount("{gte: 2}", "[]")).At(0, "a").At(1, "a").Matches).GroupKey);

    [Fact]
    public void It_matches_again_after_it_was_false()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 2}"));
        Assert.Equal([1, 201], run.At(0, "a", "User=b").At(1, "a", "User=b").At(200, "a", "User=b").At(201, "a", "User=b").Ends);
    }

    [Fact]
    public void While_it_stays_true_it_matches_once_for_each_span()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 3}"));
        for (var second = 0; second <= 150; second += 10) run.At(second, "a", "User=b");
        Assert.Equal([20, 90], run.Ends);
    }

    [Fact]
    public void Fewer_than_is_decided_when_the_window_closes()
    {
        var run = new CorrelationRun("a", EventCount("{lt: 3}"));
        run.At(0, "a", "User=b").At(1, "a", "User=b").At(60, "a", "User=c").At(60, "a", "User=c").At(60, "a", "User=c");
        Assert.Empty(run.Matches);
        run.At(60.5, "a", "User=d");
        Assert.Equal(["b"], Assert.Single(run.Matches).GroupKey);
        Assert.Equal(["b", "d"], run.Complete().Matches.Select(match => match.GroupKey[0]));
    }

    [Theory]
    [InlineData("{eq: 3}", 3, true)]
    [InlineData("{eq: 3}", 4, false)]
    [InlineData("{eq: 3}", 2, false)]
    [InlineData("{neq: 3}", 4, true)]
    [InlineData("{neq: 3}", 3, false)]
    [InlineData("{lte: 3}", 3, true)]
    [InlineData("{lte: 3}", 4, false)]
    [InlineData("{gt: 2, lte: 4}", 2, false)]
    [InlineData("{gt: 2, lte: 4}", 4, true)]
    [InlineData("{gt: 2, lte: 4}", 5, false)]
    [InlineData("{gte: 2, gt: 2}", 2, false)]
    [InlineData("{gte: 2, gt: 2}", 3, true)]
    public void Bounds_are_joined_by_and(string condition, int events, bool matches)
    {
        var run = new CorrelationRun("a", EventCount(condition));
        for (var index = 0; index < events; index++) run.At(index, "a", "User=b");
        Assert.Equal(matches ? 1 : 0, run.Complete().Matches.Count);
    }

    [Fact]
    public void Time_that_passes_without_matches_closes_windows()
    {
        var run = new CorrelationRun("a", EventCount("{eq: 1}")).At(0, "a", "User=b");
        run.Engine.Advance(59 * TimeSpan.TicksPerSecond);
        Assert.Empty(run.Matches);
        run.Engine.Advance(61 * TimeSpan.TicksPerSecond);
        Assert.Single(run.Matches);
    }

    [Fact]
    public void Values_are_counted_once_each()
    {
        var run = new CorrelationRun("a", ValueCount("{field: User, gte: 3}"));
        run.At(0, "a", "Host=h", "User=x").At(1, "a", "Host=h", "User=x").At(2, "a", "Host=h", "User=y").At(3, "a", "Host=h", "User=y");
        Assert.Empty(run.Matches);
        Assert.Equal(3, Assert.Single(run.At(4, "a", "Host=h", "User=z").Matches).Value);
    }

    [Fact]
    public void An_absent_value_is_not_counted()
    {
        var run = new CorrelationRun("a", ValueCount("{field: User, gte: 2}"));
        Assert.Empty(run.At(0, "a", "Host=h", "User=x").At(1, "a", "Host=h").At(2, "a", "Host=h").Complete().Matches);
    }

    [Fact]
    public void A_value_counts_from_its_latest_event()
    {
        var run = new CorrelationRun("a", ValueCount("{field: User, gte: 2}"));
        Assert.Equal([70], run.At(0, "a", "Host=h", "User=x").At(30, "a", "Host=h", "User=x").At(70, "a", "Host=h", "User=y").Ends);
        var other = new CorrelationRun("a", ValueCount("{field: User, gte: 2}"));
        Assert.Empty(other.At(0, "a", "Host=h", "User=x").At(61, "a", "Host=h", "User=y").Matches);
    }

    [Fact]
    public void Several_fields_are_counted_as_tuples()
    {
        var run = new CorrelationRun("a", ValueCount("{field: [User, Ip], gte: 3}"));
        run.At(0, "a", "Host=h", "User=x", "Ip=1").At(1, "a", "Host=h", "User=x", "Ip=2").At(2, "a", "Host=h", "User=x", "Ip=1");
        Assert.Empty(run.Matches);
        Assert.Single(run.At(3, "a", "Host=h", "User=y", "Ip=1").Matches);
    }

    [Theory]
    [InlineData("{field: User, lt: 3}", 2, true)]
    [InlineData("{field: User, lt: 3}", 3, false)]
    [InlineData("{field: User, eq: 2}", 2, true)]
    [InlineData("{field: User, neq: 2}", 2, false)]
    public void Distinct_values_have_upper_bounds_too(string condition, int values, bool matches)
    {
        var run = new CorrelationRun("a", ValueCount(condition));
        for (var index = 0; index < 6; index++) run.At(index, "a", "Host=h", $"User={index % values}");
        Assert.Equal(matches ? 1 : 0, run.Complete().Matches.Count);
    }

    [Fact]
    public void One_event_that_matches_two_watched_rules_is_one_event()
    {
        var run = new CorrelationRun("a b", EventCount("{gte: 2}").Replace("[a]", "[a, b]", StringComparison.Ordinal));
        run.With(7, 0, "a", "User=b").With(7, 0, "b", "User=b");
        Assert.Empty(run.Matches);
        Assert.Single(run.With(8, 1, "b", "User=b").Matches);
    }

    [Fact]
    public void A_match_carries_at_most_a_hundred_references()
    {
        var run = new CorrelationRun("a", EventCount("{gte: 150}"));
        for (var index = 0; index < 150; index++) run.At(index / 10.0, "a", "User=b");
        Assert.Equal(Enumerable.Range(1, 100).Select(reference => (long)reference), Assert.Single(run.Matches).References);
    }
}
