using CsCheck;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Tests.Cedar;

namespace Hoplite.Guard.Tests.Gating;

/// <summary>The policies in Cedar and the hard rules in C# were written apart; they must say the same.</summary>
public sealed class TwinTests
{
    static readonly Gen<GateContext> Any =
        from kind in Gen.Enum<ActionKind>()
        from flags in Gen.Int[0, 511]
        from numbers in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 3])
        from ttl in Gen.OneOf([.. new long[] { 0, 1, 3600, 3601, 14400, 14401, 86400, 86401 }.Select(Gen.Const)])
        from approvals in Gen.Int[0, 3]
        from autonomy in Gen.Enum<Autonomy>()
        from budget in Gen.Int[0, 2]
        select new GateContext
        {
            Action = kind, IsHuman = (flags & 1) != 0, IsProtected = (flags & 2) != 0, IsInternal = (flags & 4) != 0, IsWide = (flags & 8) != 0, AtEnforcementPoint = (flags & 16) != 0, ApprovalDigestOk = (flags & 32) != 0,
            LogCommitted = (flags & 64) != 0, BreakGlass = (flags & 128) != 0, FromModel = (flags & 256) != 0, Criticality = numbers.Item1, MinIntegrity = (Integrity)numbers.Item2, EndorsedEvents = numbers.Item3,
            EndorsedSensors = numbers.Item4, TtlSeconds = ttl, Approvals = approvals, Autonomy = autonomy, BudgetLeft = budget,
        };

    [Fact]
    public void The_hard_rules_say_the_same_as_the_description_in_every_cell()
    {
        var cells = ShippedPoliciesTests.Cells().ToList();
        Assert.Empty(cells.Where(c => Invariants.Allow(ContextOf(c)) != GateOracle.Allows(c)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cells.Count} cells");
        Assert.True(cells.Count > 100_000);
    }

    [Fact]
    public void The_policies_say_the_same_as_the_hard_rules()
    {
        using var policies = new CedarGatePolicies(ShippedPolicies.Open(SharedEngine.Require()), "");
        Any.Sample(context => Assert.Equal(Invariants.Allow(context), policies.Evaluate(context).IsAllowed), iter: 5_000);
    }

    [Fact]
    public void Whoever_approves_more_is_never_allowed_less() => Any.Sample(context =>
    {
        if (Invariants.Allow(context with { Approvals = 1, ApprovalDigestOk = true })) Assert.True(Invariants.Allow(context with { Approvals = 2, ApprovalDigestOk = true }));
    });

    [Fact]
    public void Nothing_forbids_without_saying_so() => Any.Sample(context => Assert.Equal(Invariants.Allow(context), Invariants.Broken(context).Count == 0));

    static GateContext ContextOf(GateCell cell) => new()
    {
        Action = Enum.Parse<ActionKind>(cell.Action, ignoreCase: true), IsHuman = cell.Human, Criticality = (int)cell.Criticality, IsProtected = cell.Protected, IsInternal = cell.Internal, IsWide = cell.Wide,
        MinIntegrity = (Integrity)cell.Integrity, EndorsedEvents = (int)cell.Events, EndorsedSensors = (int)cell.Sensors, AtEnforcementPoint = cell.AtPoint, TtlSeconds = cell.Ttl, BudgetLeft = (int)cell.Budget,
        Approvals = (int)cell.Approvals, ApprovalDigestOk = cell.DigestOk, Autonomy = (Autonomy)cell.Autonomy, LogCommitted = cell.Logged, BreakGlass = cell.BreakGlass, FromModel = cell.FromModel,
    };
}
