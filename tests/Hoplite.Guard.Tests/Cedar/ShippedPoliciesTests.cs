using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Tests.Cedar;

public sealed class ShippedPoliciesTests
{
    static readonly bool[] Both = [false, true];

    [Fact]
    public void The_policies_and_their_description_agree_in_every_cell()
    {
        using var policies = ShippedPolicies.Open(SharedEngine.Require());
        var (asked, allowed, different) = (0, 0, new List<GateCell>());
        var at = 0;
        foreach (var cell in Cells())
        {
            // A prime number, so that no value is left out by the way the combinations are counted.
            if (at++ % 17 != 0 && !SharedEngine.Full) continue;
            var answer = policies.IsAuthorized(cell.ToRequest());
            asked++;
            if (answer.Allowed) allowed++;
            if (answer.Allowed != GateOracle.Allows(cell) || answer.Errors.Count > 0) different.Add(cell);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{asked} cells, {allowed} allowed");
        Assert.Empty(different);
        Assert.True(allowed > asked / 50, $"only {allowed} of {asked} allowed");
    }

    [Fact]
    public void Every_policy_has_a_name_and_none_is_strange()
    {
        using var policies = SharedEngine.Require().Parse(ShippedPolicies.Text, ShippedPolicies.Schema);
        var count = ShippedPolicies.Text.Split('\n').Count(l => l.StartsWith("permit", StringComparison.Ordinal) || l.StartsWith("forbid", StringComparison.Ordinal));
        Assert.Empty(policies.Warnings);
        Assert.Equal(count, policies.Names.Count);
        Assert.DoesNotContain(policies.Names, n => n.StartsWith("policy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_names_what_forbids()
    {
        using var policies = ShippedPolicies.Open(SharedEngine.Require());
        string[] Why(GateCell cell) => [.. policies.IsAuthorized(cell.ToRequest()).Policies];
        var block = new GateCell("blockAddress");
        Assert.Equal(["agent-narrow"], Why(block));
        Assert.Equal(["protected"], Why(block with { Protected = true }));
        Assert.Equal(["log-first"], Why(block with { Logged = false }));
        Assert.Equal(["budget"], Why(block with { Budget = 0 }));
        Assert.Equal(["forged-approval"], Why(block with { Approvals = 1, DigestOk = false }));
        Assert.Equal(["wide-by-two"], Why(block with { Wide = true }));
        Assert.Equal(["observing-only"], Why(block with { Autonomy = 0 }));
        Assert.Equal(["ratchet"], Why(new GateCell("closeAlert") { Approvals = 2 }));
        Assert.Empty(Why(block with { Ttl = 3601 }));
    }

    /// <summary>The cases that are tried.</summary>
    internal static IEnumerable<GateCell> Cells() => Guards().Concat(Thresholds()).Concat(Anywhere());

    // What forbids, in every combination, where all the rest is well.
    static IEnumerable<GateCell> Guards() =>
        from action in GateOracle.All
        from human in Both
        from isProtected in Both
        from wide in Both
        from budget in new[] { 0L, 1 }
        from approvals in new[] { 0L, 1, 2 }
        from digest in Both
        from autonomy in new[] { 0L, 1, 2 }
        from logged in Both
        from glass in Both
        select new GateCell(action)
        {
            Human = human, Protected = isProtected, Wide = wide, Budget = budget, Approvals = approvals, DigestOk = digest, Autonomy = autonomy, Logged = logged, BreakGlass = glass,
        };

    // Each threshold on both of its sides, in every combination, where nothing forbids.
    static IEnumerable<GateCell> Thresholds() =>
        from action in GateOracle.All
        from human in Both
        from criticality in new[] { 1L, 2, 3, 4 }
        from isInternal in Both
        from integrity in new[] { 1L, 2 }
        from events in new[] { 2L, 3 }
        from sensors in new[] { 1L, 2 }
        from point in Both
        from ttl in new[] { 0L, 1, 3600, 3601, 14400, 14401, 86400, 86401 }
        from approvals in new[] { 0L, 1 }
        select new GateCell(action)
        {
            Human = human, Criticality = criticality, Internal = isInternal, Integrity = integrity, Events = events, Sensors = sensors, AtPoint = point, Ttl = ttl, Approvals = approvals,
        };

    // And some of all other combinations, always the same ones.
    static IEnumerable<GateCell> Anywhere()
    {
        var random = new Random(1);
        bool Coin() => random.Next(2) == 0;
        T Of<T>(params T[] values) => values[random.Next(values.Length)];
        for (var i = 0; i < 20_000; i++)
            yield return new GateCell(Of(GateOracle.All))
            {
                Human = Coin(), Criticality = Of(0L, 1, 2, 3, 4, 5), Protected = Coin(), Internal = Coin(), Wide = Coin(), Integrity = Of(0L, 1, 2, 4), Events = Of(0L, 2, 3, 4),
                Sensors = Of(0L, 1, 2, 3), AtPoint = Coin(), Ttl = Of(-1L, 0, 1, 3600, 3601, 14400, 14401, 86400, 86401, long.MaxValue), Budget = Of(-1L, 0, 1, 2), Approvals = Of(-1L, 0, 1, 2, 3),
                DigestOk = Coin(), Autonomy = Of(0L, 1, 2), Logged = Coin(), BreakGlass = Coin(), FromModel = Coin(),
            };
    }
}
