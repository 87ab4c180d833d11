using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Gating;

/// <summary>What is asked of the gate.</summary>
/// <param name="Action">The action.</param>
/// <param name="Principal">Who wants it.</param>
/// <param name="Label">The label of all it is made of.</param>
/// <param name="Endorsement">What confirms its target.</param>
/// <param name="FromModel">Whether a model took part in choosing it.</param>
public sealed record GateRequest(ProposedAction Action, Principal Principal, Label Label, Endorsement Endorsement, bool FromModel);

/// <summary>What the gate says.</summary>
[CrossingType("a closed list")]
public enum GateOutcome
{
    /// <summary>No, whoever approves.</summary>
    Denied,

    /// <summary>Not without two persons.</summary>
    NeedsTwoApprovals,

    /// <summary>Not without a person.</summary>
    NeedsApproval,

    /// <summary>Yes.</summary>
    Allowed,
}

/// <summary>A decision of the gate.</summary>
/// <param name="Outcome">What it is.</param>
/// <param name="Reasons">The rules and policies behind it, by name.</param>
/// <param name="Context">All that it depends on.</param>
/// <param name="Leaf">Where it is in the ledger; null when it could not be written, and then nothing is allowed.</param>
/// <param name="Capability">The right to act; only with <see cref="GateOutcome.Allowed"/>.</param>
public sealed record GateDecision(GateOutcome Outcome, IReadOnlyList<string> Reasons, GateContext Context, LedgerReceipt? Leaf, Capability? Capability);
