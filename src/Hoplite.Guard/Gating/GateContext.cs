using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Gating;

/// <summary>All that a decision of the gate depends on: nothing in it is text, so that every case can be tried.</summary>
public readonly record struct GateContext
{
    /// <summary>Whether a person asks, and not software.</summary>
    public bool IsHuman { get; init; }

    /// <summary>What is to be done.</summary>
    public ActionKind Action { get; init; }

    /// <summary>How much depends on the target: 0 nothing to 4 the organisation stands still.</summary>
    public int Criticality { get; init; }

    /// <summary>Whether the target is of the protected set.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whether the target lies inside the organisation.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whether it is more than one target.</summary>
    public bool IsWide { get; init; }

    /// <summary>The least trust in anything the action is made of.</summary>
    public Integrity MinIntegrity { get; init; }

    /// <summary>How many events confirm the target.</summary>
    public int EndorsedEvents { get; init; }

    /// <summary>Of how many independent sensors.</summary>
    public int EndorsedSensors { get; init; }

    /// <summary>Whether one of them is where the action takes effect.</summary>
    public bool AtEnforcementPoint { get; init; }

    /// <summary>How long the action is to last, in seconds.</summary>
    public long TtlSeconds { get; init; }

    /// <summary>How many more actions of this kind the budget allows now.</summary>
    public int BudgetLeft { get; init; }

    /// <summary>How many different persons approved.</summary>
    public int Approvals { get; init; }

    /// <summary>Whether every approval was of this very action, and is fresh.</summary>
    public bool ApprovalDigestOk { get; init; }

    /// <summary>How far software may go with this kind of action.</summary>
    public Autonomy Autonomy { get; init; }

    /// <summary>Whether the proposal is in the ledger.</summary>
    public bool LogCommitted { get; init; }

    /// <summary>Whether an operator has opened the protected set for an emergency.</summary>
    public bool BreakGlass { get; init; }

    /// <summary>Whether a model took part in choosing it.</summary>
    public bool FromModel { get; init; }
}

/// <summary>How far software may go with a kind of action by itself.</summary>
[CrossingType("a closed list")]
public enum Autonomy
{
    /// <summary>It says what it sees.</summary>
    Observe,

    /// <summary>It proposes, a person decides.</summary>
    Propose,

    /// <summary>It acts within the bounds of the policy.</summary>
    Act,
}
