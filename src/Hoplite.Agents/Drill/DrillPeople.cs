using Hoplite.Guard.Approvals;

namespace Hoplite.Agents.Drill;

/// <summary>The people of a drill, who may approve.</summary>
static class DrillPeople
{
    /// <summary>One.</summary>
    public static ApprovalSigner Ann { get; } = ApprovalSigner.Create("ann");

    /// <summary>Another.</summary>
    public static ApprovalSigner Bob { get; } = ApprovalSigner.Create("bob");

    /// <summary>Both.</summary>
    public static ApproverRing Approvers { get; } = new(Ann.Public, Bob.Public);
}
