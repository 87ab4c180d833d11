using Hoplite.Detection.Correlation;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Correlation;

public sealed class ChainTests
{
    const string FailuresThenSuccess = """
        title: Failures, then success
        id: chain
        level: high
        correlation:
          type: temporal_ordered
          rules: [many_failures, success]
          group-by: [User]
          timespan: 10m
        ---
        title: Many failures
        name: many_failures
        id: many
        correlation:
          type: event_count
          rules: [failure]
          group-by: [GROUP]
          timespan: 10m
          condition: {gte: 3}
        """;

    static CorrelationRun Chain(string group = "User") => new("failure success", FailuresThenSuccess.Replace("GROUP", group, StringComparison.Ordinal));

    [Fact]
    public void A_correlation_can_watch_another()
    {
        var run = Chain();
        run.At(0, "failure", "User=b").At(1, "failure", "User=b").At(2, "failure", "User=b").At(3, "success", "User=b");
        var match = Assert.Single(run.Matches);
        Assert.Equal("chain", match.Rule.Info.Id);
        Assert.Equal((2, 3), (match.FirstTicks / TimeSpan.TicksPerSecond, match.LastTicks / TimeSpan.TicksPerSecond));
        Assert.Equal(["b"], match.GroupKey);
    }

    [Fact]
    public void Success_before_the_failures_does_not_count() =>
        Assert.Empty(Chain().At(0, "success", "User=b").At(1, "failure", "User=b").At(2, "failure", "User=b").At(3, "failure", "User=b").Matches);

    [Fact]
    public void Success_of_another_user_does_not_count() =>
        Assert.Empty(Chain().At(0, "failure", "User=b").At(1, "failure", "User=b").At(2, "failure", "User=b").At(3, "success", "User=c").Matches);

    [Fact]
    public void A_chained_hit_carries_fields_it_was_not_grouped_by()
    {
        var run = Chain("Computer");
        run.At(0, "failure", "User=x", "Computer=h").At(1, "failure", "User=x", "Computer=h").At(2, "failure", "User=b", "Computer=h");
        Assert.Single(run.At(3, "success", "User=b").Matches);
    }

    [Fact]
    public void The_order_of_documents_does_not_matter_and_the_plan_knows_the_fields()
    {
        var plan = Chain("Computer").Plan;
        Assert.Equal(["many", "chain"], plan.Correlations.Select(rule => rule.Info.Id));
        Assert.Equal(["Computer", "User"], plan.Sources[plan.SourceOf("id-failure")].Fields.Order(StringComparer.Ordinal));
        Assert.Equal(["User"], plan.Sources[plan.SourceOf("id-success")].Fields);
        Assert.Equal(-1, plan.SourceOf("something else"));
    }

    [Fact]
    public void Watched_rules_are_silent_unless_generate_says_otherwise()
    {
        Assert.Equal(["id-failure", "id-success", "many"], Chain().Plan.Silent.Order(StringComparer.Ordinal));
        var loud = new CorrelationRun("failure success", FailuresThenSuccess.Replace("timespan: 10m", "timespan: 10m\n  generate: true", StringComparison.Ordinal));
        Assert.Empty(loud.Plan.Silent);
        loud.At(0, "failure", "GROUP=g", "User=b").At(1, "failure", "GROUP=g", "User=b").At(2, "failure", "GROUP=g", "User=b");
        Assert.Equal("many", Assert.Single(loud.Matches).Rule.Info.Id);
    }

    [Fact]
    public void A_window_that_closes_reports_to_the_one_above_at_its_end()
    {
        var run = new CorrelationRun("a b", """
            title: Lone a, then b
            correlation:
              type: temporal_ordered
              rules: [lone, b]
              group-by: [Host]
              timespan: 10s
            ---
            title: Lone
            name: lone
            correlation:
              type: event_count
              rules: [a]
              group-by: [Host]
              timespan: 60s
              condition: {eq: 1}
            """);
        run.At(0, "a", "Host=x").At(1, "a", "Host=y").At(2, "a", "Host=y").At(65, "b", "Host=x").At(66, "b", "Host=y");
        Assert.Equal(["x"], Assert.Single(run.Complete().Matches).GroupKey);
    }

    [Fact]
    public void Aliases_give_each_rule_its_own_fields()
    {
        const string Yaml = """
            title: T
            correlation:
              type: temporal
              rules: [internal_error, new_connection]
              group-by: [internal_ip, remote_ip]
              timespan: 10s
              aliases:
                internal_ip:
                  internal_error: destination.ip
                  new_connection: source.ip
                remote_ip:
                  internal_error: source.ip
                  new_connection: destination.ip
            """;
        var run = new CorrelationRun("internal_error new_connection", Yaml);
        Assert.Empty(run.At(0, "internal_error", "source.ip=1", "destination.ip=2").At(1, "new_connection", "source.ip=1", "destination.ip=2").Matches);
        Assert.Equal(["2", "1"], Assert.Single(run.At(2, "new_connection", "source.ip=2", "destination.ip=1").Matches).GroupKey);
    }

    [Fact]
    public void A_level_of_its_own_wins_over_those_of_the_rules()
    {
        Assert.Equal(Level.High, Chain().Loaded.Correlations.Single(rule => rule.Info.Id == "chain").Info.Level);
        Assert.Equal(Level.Low, Chain().Loaded.Correlations.Single(rule => rule.Info.Id == "many").Info.Level);
    }

    [Theory]
    [InlineData("rules: [gone]", "'gone', which was not read")]
    [InlineData("rules: [self]", "watches itself")]
    [InlineData("rules: []", "names no rules")]
    [InlineData("rules: [a, a]", "a rule twice")]
    public void A_reference_that_leads_nowhere_is_rejected(string rules, string reason)
    {
        var loaded = CorrelationRun.Load("a", $"title: T\nname: self\ncorrelation:\n  type: event_count\n  {rules}\n  timespan: 1m\n  condition: {{gte: 1}}\n");
        Assert.Empty(loaded.Correlations);
        Assert.Contains(reason, Assert.Single(loaded.Rejections).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type: strange", "'strange' is not known")]
    [InlineData("timespan: 1x", "'1x' is not a positive number")]
    [InlineData("timespan: 0s", "not a positive number")]
    [InlineData("timespan: 99999999999999999999s", "not a positive number")]
    [InlineData("condition: {gte: many}", "must be a number")]
    [InlineData("condition: {about: 3}", "none of gt")]
    [InlineData("condition: {field: User}", "compares with nothing")]
    [InlineData("condition: a and b", "Only temporal correlations")]
    [InlineData("condition: {gte: 9000000}", "more than 1000000")]
    [InlineData("generate: perhaps", "true or false")]
    [InlineData("aliases: {x: {other: y}}", "does not name")]
    [InlineData("type: value_count", "needs the name of a field")]
    [InlineData("type: value_sum\n  condition: {field: [A, B], gt: 1}", "over several fields")]
    [InlineData("condition: {gte: 1, percentile: 5}", "Only the type value_percentile")]
    [InlineData("type: temporal\n  condition: a and", "ends where")]
    [InlineData("type: temporal\n  condition: (a", "never closed")]
    [InlineData("type: temporal\n  condition: not z", "'z', which the correlation does not")]
    public void A_correlation_beyond_the_specification_is_rejected_with_its_reason(string line, string reason)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = "event_count", ["rules"] = "[a]", ["timespan"] = "1m", ["condition"] = "{gte: 1}" };
        foreach (var one in line.Split("\n  ")) keys[one[..one.IndexOf(':', StringComparison.Ordinal)]] = one[(one.IndexOf(':', StringComparison.Ordinal) + 2)..];
        var loaded = CorrelationRun.Load("a", "title: T\ncorrelation:\n" + string.Concat(keys.Select(pair => $"  {pair.Key}: {pair.Value}\n")));
        Assert.Contains(reason, Assert.Single(loaded.Rejections).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("1w", 604800)]
    [InlineData("1M", 2629746)]
    [InlineData("1y", 31556952)]
    public void Time_spans_have_units(string written, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Timespans.Read(written));
}
