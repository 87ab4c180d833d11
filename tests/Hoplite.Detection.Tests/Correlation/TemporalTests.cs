namespace Hoplite.Detection.Tests.Correlation;

public sealed class TemporalTests
{
    static string Temporal(string type, string rules = "[a, b, c]", string more = "") =>
        $"title: Together\ncorrelation:\n  type: {type}\n  rules: {rules}\n  group-by: [Host]\n  timespan: 60s\n{more}";

    static CorrelationRun Run(string yaml, string events)
    {
        var run = new CorrelationRun("a b c", yaml);
        foreach (var one in events.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = one.Split('@');
            run.At(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[0], "Host=" + (parts.Length > 2 ? parts[2] : "h"));
        }

        return run.Complete();
    }

    [Theory]
    [InlineData("a@0 b@1 c@2", 1)]
    [InlineData("c@0 a@1 b@2", 1)]
    [InlineData("a@0 b@1", 0)]
    [InlineData("a@0 a@1 a@2", 0)]
    [InlineData("a@0 b@1 c@60", 1)]
    [InlineData("a@0 b@1 c@61", 0)]
    [InlineData("a@0 b@1 a@30 c@61", 1)]
    [InlineData("a@0 b@1 c@2 a@3 b@4", 1)]
    [InlineData("a@0 b@1 c@2 a@200 b@201 c@202", 2)]
    public void All_rules_occur_in_any_order(string events, int matches) => Assert.Equal(matches, Run(Temporal("temporal"), events).Matches.Count);

    [Theory]
    [InlineData("a@0@x b@1@x c@2@y", 0)]
    [InlineData("a@0@x b@1@y c@2@x b@3@x", 1)]
    public void The_group_must_be_the_same_across_rules(string events, int matches) => Assert.Equal(matches, Run(Temporal("temporal"), events).Matches.Count);

    [Fact]
    public void The_group_is_enforced_for_an_absent_field_too()
    {
        var run = new CorrelationRun("a b c", Temporal("temporal"));
        Assert.Empty(run.At(0, "a", "Host=h").At(1, "b").At(2, "c", "Host=h").Complete().Matches);
    }

    [Theory]
    [InlineData("{gte: 2}", "a@0 c@1", 1)]
    [InlineData("{gte: 2}", "a@0 a@1", 0)]
    [InlineData("{eq: 2}", "a@0 b@1", 1)]
    [InlineData("{eq: 2}", "a@0 b@1 c@2", 0)]
    [InlineData("{lt: 2}", "a@0 a@1", 1)]
    public void A_condition_counts_distinct_rules(string condition, string events, int matches) =>
        Assert.Equal(matches, Run(Temporal("temporal", more: $"  condition: {condition}\n"), events).Matches.Count);

    [Theory]
    [InlineData("a@0 b@1 c@2", 1)]
    [InlineData("a@0 c@1 b@2", 0)]
    [InlineData("b@0 a@1 c@2", 0)]
    [InlineData("c@0 b@1 a@2", 0)]
    [InlineData("c@0 a@1 b@2 c@3", 1)]
    [InlineData("a@0 c@1 b@2 c@3", 1)]
    [InlineData("a@0 b@1 a@2 c@3", 1)]
    [InlineData("a@0 b@50 c@70", 0)]
    [InlineData("a@0 a@20 b@50 c@70", 1)]
    [InlineData("a@0 b@1 c@60", 1)]
    [InlineData("a@0 b@1 c@60.1", 0)]
    [InlineData("a@0 b@0 c@0", 1)]
    [InlineData("a@0 b@10 a@30 c@65 b@66 c@67", 1)]
    public void Every_pair_of_rules_must_be_in_order(string events, int matches) => Assert.Equal(matches, Run(Temporal("temporal_ordered"), events).Matches.Count);

    [Theory]
    [InlineData("a@0@x b@1@y c@2@x", 0)]
    [InlineData("a@0@x b@1@y b@2@x c@3@x", 1)]
    public void Order_is_within_a_group(string events, int matches) => Assert.Equal(matches, Run(Temporal("temporal_ordered"), events).Matches.Count);

    [Theory]
    [InlineData("{gte: 2}", "b@0 a@1", 0)]
    [InlineData("{gte: 2}", "b@0 c@1", 1)]
    [InlineData("{gte: 2}", "a@0 c@1", 1)]
    [InlineData("{lt: 2}", "c@0 b@1 a@2", 1)]
    [InlineData("{lt: 2}", "a@0 b@1", 0)]
    [InlineData("{eq: 2}", "c@0 a@1 b@2", 1)]
    public void A_condition_counts_the_longest_run(string condition, string events, int matches) =>
        Assert.Equal(matches, Run(Temporal("temporal_ordered", more: $"  condition: {condition}\n"), events).Matches.Count);

    [Fact]
    public void One_event_is_not_followed_by_itself()
    {
        var yaml = Temporal("temporal_ordered", "[a, b]");
        Assert.Empty(new CorrelationRun("a b", yaml).With(1, 0, "a", "Host=h").With(1, 0, "b", "Host=h").Matches);
        Assert.Single(new CorrelationRun("a b", yaml).With(1, 0, "a", "Host=h").With(2, 5, "a", "Host=h").With(2, 5, "b", "Host=h").Matches);
    }

    [Fact]
    public void A_match_tells_its_events()
    {
        var run = new CorrelationRun("a b", Temporal("temporal_ordered", "[a, b]"));
        run.At(0, "b", "Host=h").At(1, "a", "Host=h").At(2, "b", "Host=h");
        var match = Assert.Single(run.Matches);
        Assert.Equal([2, 3], match.References);
        Assert.Equal((1, 2), (match.FirstTicks / TimeSpan.TicksPerSecond, match.LastTicks / TimeSpan.TicksPerSecond));
    }

    [Theory]
    [InlineData("a and b", "b@0 a@1", 1)]
    [InlineData("a and b", "a@0", 0)]
    [InlineData("a or b", "b@0", 1)]
    [InlineData("a and (b or c)", "c@0 a@1", 1)]
    [InlineData("a and (b or c)", "c@0 b@1", 0)]
    [InlineData("a and not b", "a@0", 1)]
    [InlineData("a and not b", "a@0 b@30", 0)]
    [InlineData("a and not b", "a@0 b@61", 1)]
    [InlineData("a and not b", "b@0", 0)]
    [InlineData("not (a and b) and c", "a@0 c@1", 1)]
    [InlineData("not (a and b) and c", "a@0 c@1 b@2", 0)]
    public void A_statement_says_which_rules_occur(string statement, string events, int matches)
    {
        var rules = "[" + string.Join(", ", "abc".Where(name => statement.Split(' ', '(', ')').Contains(name.ToString()))) + "]";
        var run = new CorrelationRun("a b c", Temporal("temporal", rules, $"  condition: {statement}\n"));
        foreach (var one in events.Split(' ')) run.At(double.Parse(one[2..], System.Globalization.CultureInfo.InvariantCulture), one[..1], "Host=h");
        Assert.Equal(matches, run.Complete().Matches.Count);
    }

    [Theory]
    [InlineData("a and b", "a@0 b@1", 1)]
    [InlineData("a and b", "b@0 a@1", 0)]
    [InlineData("a and (b or c)", "a@0 c@1", 1)]
    [InlineData("a and (b or c)", "c@0 b@1 a@2", 0)]
    [InlineData("(a or b) and c", "b@0 c@1", 1)]
    [InlineData("(a or b) and c", "c@0 b@1", 0)]
    [InlineData("a and b and not c", "a@0 b@1", 1)]
    [InlineData("a and b and not c", "a@0 c@1 b@2", 0)]
    [InlineData("a and b and not c", "b@0 a@1", 0)]
    [InlineData("a and b", "a@0 b@61", 0)]
    public void An_ordered_statement_says_in_which_order_too(string statement, string events, int matches)
    {
        var run = new CorrelationRun("a b c", $"title: T\ncorrelation:\n  type: temporal_ordered\n  group-by: [Host]\n  timespan: 60s\n  condition: {statement}\n");
        foreach (var one in events.Split(' '))
            run.At(double.Parse(one[2..], System.Globalization.CultureInfo.InvariantCulture), one[..1], "Host=h");
        Assert.Equal(matches, run.Complete().Matches.Count);
    }
}
