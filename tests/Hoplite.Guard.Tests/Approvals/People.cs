using Hoplite.Guard.Approvals;

namespace Hoplite.Guard.Tests;

/// <summary>Persons with keys.</summary>
static class People
{
    public static ApprovalSigner Ann { get; } = ApprovalSigner.Create("ann");

    public static ApprovalSigner Bob { get; } = ApprovalSigner.Create("bob");
}
