using System.Diagnostics;
using CsCheck;
using Hoplite.Intelligence.Patterning;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>Patterns over several observations.</summary>
public sealed class PatternMatching
{
    [Theory]
    [InlineData("[p:n < 20] REPEATS 10 TIMES", true)]
    [InlineData("[p:n < 20] REPEATS 10 TIMES WITHIN 10 SECONDS", true)]
    [InlineData("[p:n < 20] REPEATS 10 TIMES WITHIN 8 SECONDS", false)]
    [InlineData("[p:n < 20] REPEATS 10 TIMES AND [p:n < 20]", true)]
    [InlineData("[p:n < 20] REPEATS 2 TIMES REPEATS 10 TIMES", true)]
    [InlineData("([p:n < 20] REPEATS 2 TIMES) REPEATS 11 TIMES", false)]
    [InlineData("([p:n < 20] FOLLOWEDBY [p:n > 5]) REPEATS 10 TIMES", true)]
    [InlineData("[p:n < 20] REPEATS 10 TIMES START t'1970-01-01T00:00:00Z' STOP t'1970-01-01T00:00:09Z'", false)]
    [InlineData("[p:n < 20] REPEATS 9 TIMES START t'1970-01-01T00:00:00Z' STOP t'1970-01-01T00:00:09Z'", true)]
    [InlineData("[p:n < 20] REPEATS 10 TIMES START '1970-01-01T00:00:00Z' STOP '1970-01-01T00:00:19Z'", true)]
    [InlineData("[p:n = 3] AND [p:n = 3]", false)]
    [InlineData("[NOTHING:n = 3] OR [p:n = 3]", true)]
    [InlineData("[EXISTS p:n]", null)]
    public void Every_part_has_its_own_observation(string pattern, bool? expected)
    {
        Observation[] twenty = [.. Enumerable.Range(0, 20).Select(i => At(i, i))];
        Assert.Equal(expected ?? true, PatternMatcher.Compile(pattern).Match(twenty).IsMatch);
    }

    [Theory]
    [InlineData("[a:b = 1] WITHIN 0 SECONDS")]
    [InlineData("[a:b = 1] REPEATS 0 TIMES")]
    [InlineData("[a:b IN (1, true)]")]
    [InlineData("[a:b = t'2011-02-30T00:00:00Z']")]
    [InlineData("[a:b MATCHES '(']")]
    [InlineData("[a:b = 1] START 'yesterday' STOP 'today'")]
    public void What_the_grammar_allows_but_nobody_can_match_is_refused(string pattern) =>
        Assert.Throws<PatternException>(() => PatternMatcher.Compile(pattern));

    [Theory]
    [InlineData("10.1.2.3", "10.0.0.0/8", true)]
    [InlineData("3fff:1:2::9", "3fff:1::/32", true)]
    [InlineData("3fff:2::9", "3fff:1::/32", false)]
    [InlineData("10.1.2.3", "::/0", false)]
    [InlineData("10.1.2.0/25", "10.1.2.0/24", true)]
    [InlineData("10.1", "10.0.0.0/8", null)]
    [InlineData("010.1.2.3", "10.0.0.0/8", null)]
    [InlineData("0x0a.1.2.3", "10.0.0.0/8", null)]
    [InlineData("[3fff:1::9]:80", "3fff:1::/32", null)]
    [InlineData("3fff:1::9%2", "3fff:1::/32", null)]
    [InlineData("10.1.2.3", "10/8", null)]
    public void Networks_hold_addresses_and_nothing_else_is_an_address(string value, string network, bool? expected)
    {
        var observed = Observation.At(0, new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal)
        {
            ["0"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "p", ["t"] = value },
        });
        var matcher = PatternMatcher.Compile($"[p:t ISSUBSET '{network}']");
        if (expected is { } holds) Assert.Equal(holds, matcher.Match([observed]).IsMatch);
        else Assert.Throws<PatternException>(() => matcher.Match([observed]));
    }

    [Theory]
    [InlineData("[p:t MATCHES '^(a+)+$']")]
    [InlineData("[p:t NOT MATCHES '^(?=a)(a+)+$']")]
    public void A_regular_expression_that_would_run_for_ever_does_not_match(string pattern)
    {
        var text = Observation.At(0, new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal)
        {
            ["0"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "p", ["t"] = new string('a', 40) + "b" },
        });
        var matcher = PatternMatcher.Compile(pattern);
        try
        {
            Assert.False(matcher.Match([text]).IsMatch);
        }
        catch (PatternException problem)
        {
            Assert.Contains("too long", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sequence_of_three_that_does_not_match_takes_no_more_than_linear_time()
    {
        var matcher = PatternMatcher.Compile(StixPattern.Parse("[p:k = 2] FOLLOWEDBY [p:k = 1] FOLLOWEDBY [p:k = 0]"));
        Observation[] many = [.. Enumerable.Range(0, 3000).Select(i => At(i, i, i / 1000))];
        var watch = Stopwatch.StartNew();
        Assert.False(matcher.Match(many).IsMatch);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void The_quick_answer_is_that_of_trying_everything() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[1, 2]).Array[0, 5].Sample(seen =>
        {
            Observation[] observations = [.. seen.Select(s => At(s.Item1, s.Item3) with { Last = Ticks(s.Item1 + s.Item2), Count = s.Item4 })];
            foreach (var pattern in Patterns) Assert.Equal(Naive.IsMatch(StixPattern.Parse(pattern).Expression, observations), PatternMatcher.Compile(pattern).Match(observations).IsMatch);
        });

    static readonly string[] Patterns =
    [
        "[p:n = 0] FOLLOWEDBY [p:n = 1]", "[p:n = 0] AND [p:n < 2] WITHIN 2 SECONDS", "([p:n = 0] AND [p:n = 1]) WITHIN 2 SECONDS", "[p:n < 2] REPEATS 3 TIMES WITHIN 3 SECONDS",
        "([p:n = 0] FOLLOWEDBY [p:n = 1]) REPEATS 2 TIMES", "[p:n = 0] OR [p:n = 2] FOLLOWEDBY [p:n = 1] REPEATS 2 TIMES", "([p:n = 0] FOLLOWEDBY [p:n < 2] FOLLOWEDBY [p:n = 2]) WITHIN 3 SECONDS",
        "([p:n = 0] OR [p:n = 1]) AND [p:n = 1] START t'1970-01-01T00:00:02Z' STOP t'1970-01-01T00:00:04Z'", "[p:n = 0] REPEATS 2 TIMES FOLLOWEDBY [p:n = 1]",
    ];

    static long Ticks(int second) => DateTime.UnixEpoch.AddSeconds(second).Ticks;

    static Observation At(int second, int number, int kind = 0) => Observation.At(Ticks(second), new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal)
    {
        ["0"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "p", ["n"] = (long)number, ["k"] = (long)kind },
    });
}
