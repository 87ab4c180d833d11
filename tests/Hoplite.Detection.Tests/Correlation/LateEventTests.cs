using Hoplite.Detection.Correlation;

namespace Hoplite.Detection.Tests.Correlation;

public sealed class LateEventTests
{
    const string Three = "title: T\ncorrelation:\n  type: event_count\n  rules: [a]\n  group-by: [User]\n  timespan: 10s\n  condition: {gte: 3}\n";
    const string Sequence = "title: T\ncorrelation:\n  type: temporal_ordered\n  rules: [a, b]\n  group-by: [User]\n  timespan: 10s\n";

    [Fact]
    public void An_event_late_within_the_tolerance_takes_its_place()
    {
        var run = new CorrelationRun("a b", Sequence, new CorrelationOptions(TimeSpan.FromSeconds(5)));
        run.At(3, "b", "User=x").At(1, "a", "User=x").At(20, "a", "User=x");
        Assert.Equal([3], run.Ends);
        Assert.Equal(0, run.Engine.Late);
    }

    [Fact]
    public void An_event_that_no_longer_fits_is_told_and_not_counted()
    {
        var run = new CorrelationRun("a", Three, new CorrelationOptions(TimeSpan.FromSeconds(5)));
        run.At(0, "a", "User=x").At(1, "a", "User=x").At(100, "a", "User=x").At(0.5, "a", "User=x");
        Assert.Empty(run.Complete().Matches);
        Assert.Equal(1, run.Engine.Late);
    }

    [Fact]
    public void Time_is_that_of_events_and_not_of_arrival()
    {
        var run = new CorrelationRun("a", Three, CorrelationOptions.Scan);
        run.At(1000, "a", "User=x").At(0, "a", "User=x").At(1001, "a", "User=x").At(1, "a", "User=x").At(500, "a", "User=x").At(2, "a", "User=x");
        Assert.Empty(run.Matches);
        Assert.Equal([2], run.Complete().Ends);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void A_hit_without_a_time_is_told_and_not_counted(long ticks)
    {
        var run = new CorrelationRun("a", Three.Replace("gte: 3", "gte: 1", StringComparison.Ordinal));
        run.Engine.Observe(new CorrelationHit(0, ticks, 1, "x"u8, [new ValueSlice(0, 1)]));
        Assert.Empty(run.Complete().Matches);
        Assert.Equal(1, run.Engine.Undated);
    }

    [Fact]
    public void Too_many_held_back_are_passed_on_early()
    {
        var run = new CorrelationRun("a", Three, new CorrelationOptions(TimeSpan.MaxValue, MostHeldBack: 2));
        run.At(0, "a", "User=x").At(1, "a", "User=x").At(2, "a", "User=x").At(3, "a", "User=x").At(4, "a", "User=x");
        Assert.Equal([2], run.Ends);
    }

    [Fact]
    public void Groups_that_time_has_passed_by_are_forgotten()
    {
        var run = new CorrelationRun("a", Three);
        for (var index = 0; index < 20_000; index++) run.At(index, "a", $"User={index}");
        Assert.InRange(run.Engine.Groups, 10, 200);
        Assert.Equal(0, run.Engine.Evicted);
    }

    [Fact]
    public void With_many_groups_a_flush_brings_the_last_matches()
    {
        var run = new CorrelationRun("a", Three);
        for (var index = 0; index < 20_000; index++) run.At(index / 10_000.0, "a", $"User={index}");
        run.At(3, "a", "User=x").At(3, "a", "User=x").At(3, "a", "User=x").Engine.Flush();
        Assert.Equal(["x"], Assert.Single(run.Matches).GroupKey);
    }

    [Fact]
    public void Too_many_groups_give_up_old_ones_and_tell()
    {
        var run = new CorrelationRun("a", Three, new CorrelationOptions(TimeSpan.Zero, MostGroups: 100));
        for (var index = 0; index < 1_000; index++) run.At(index / 1_000.0, "a", $"User={index}");
        Assert.Equal(100, run.Engine.Groups);
        Assert.Equal(900, run.Engine.Evicted);
    }
}
