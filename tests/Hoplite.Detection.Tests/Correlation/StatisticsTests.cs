namespace Hoplite.Detection.Tests.Correlation;

public sealed class StatisticsTests
{
    static int Matches(string type, string condition, params string[] values)
    {
        var run = new CorrelationRun("a", $"title: T\ncorrelation:\n  type: {type}\n  rules: [a]\n  group-by: [Host]\n  timespan: 1m\n  condition: {condition}\n");
        for (var index = 0; index < values.Length; index++) run.At(index, "a", "Host=h", "Bytes=" + values[index]);
        return run.Complete().Matches.Count;
    }

    [Theory]
    [InlineData("{field: Bytes, gt: 100}", 1, "50", "51")]
    [InlineData("{field: Bytes, gt: 100}", 0, "50", "50")]
    [InlineData("{field: Bytes, gte: 100}", 1, "50", "50")]
    [InlineData("{field: Bytes, gte: 100}", 1, "50", "not a number", "50")]
    [InlineData("{field: Bytes, gt: 1.5}", 1, "0.75", "0.8")]
    [InlineData("{field: Bytes, lt: 100}", 1, "50", "49")]
    [InlineData("{field: Bytes, lt: 100}", 0, "50", "51")]
    [InlineData("{field: Bytes, eq: 100}", 1, "50", "50")]
    public void A_sum_is_compared(string condition, int matches, params string[] values) => Assert.Equal(matches, Matches("value_sum", condition, values));

    [Theory]
    [InlineData("{field: Bytes, gt: 500}", 1, "400", "700")]
    [InlineData("{field: Bytes, gt: 500}", 0, "1000", "100", "100")]
    [InlineData("{field: Bytes, lte: 400}", 1, "1000", "100", "100")]
    [InlineData("{field: Bytes, gt: 500}", 1, "600", "x")]
    public void An_average_is_over_the_whole_window(string condition, int matches, params string[] values) => Assert.Equal(matches, Matches("value_avg", condition, values));

    [Theory]
    [InlineData("{field: Bytes, gte: 5}", 1, "1", "5", "900")]
    [InlineData("{field: Bytes, gt: 5}", 0, "1", "5", "900")]
    [InlineData("{field: Bytes, eq: 2.5}", 1, "1", "2", "3", "4")]
    public void A_median_is_the_middle(string condition, int matches, params string[] values) => Assert.Equal(matches, Matches("value_median", condition, values));

    [Theory]
    [InlineData("{field: Bytes, percentile: 100, gte: 10}", 1, "1", "2", "10")]
    [InlineData("{field: Bytes, percentile: 0, gte: 2}", 0, "1", "2", "10")]
    [InlineData("{field: Bytes, percentile: 50, eq: 2}", 1, "1", "2", "10")]
    [InlineData("{field: Bytes, percentile: 75, eq: 6}", 1, "1", "2", "10")]
    public void A_percentile_is_of_the_numbers(string condition, int matches, params string[] values) => Assert.Equal(matches, Matches("value_percentile", condition, values));

    [Theory]
    [InlineData("{field: Bytes, lte: 25}", 1, "common", "common", "common", "rare")]
    [InlineData("{field: Bytes, lt: 25}", 0, "common", "common", "common", "rare")]
    [InlineData("{field: Bytes, gte: 75}", 1, "common", "common", "common", "rare")]
    public void Without_a_percentile_it_is_the_share_of_a_value(string condition, int matches, params string[] values) => Assert.Equal(matches, Matches("value_percentile", condition, values));

    [Fact]
    public void A_sum_slides()
    {
        var run = new CorrelationRun("a", "title: T\ncorrelation:\n  type: value_sum\n  rules: [a]\n  group-by: [Host]\n  timespan: 1m\n  condition: {field: Bytes, gte: 100}\n");
        Assert.Empty(run.At(0, "a", "Host=h", "Bytes=60").At(61, "a", "Host=h", "Bytes=60").Matches);
        Assert.Equal(120, Assert.Single(run.At(100, "a", "Host=h", "Bytes=60").Matches).Value);
    }
}
