namespace Hoplite.Agents.Models;

/// <summary>What came of asking one provider.</summary>
public enum CallOutcome
{
    /// <summary>An answer of the schema.</summary>
    Answered,

    /// <summary>The answer to the same question was still known.</summary>
    FromCache,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>An HTTP status that is no answer.</summary>
    HttpError,

    /// <summary>It asked to wait longer than is waited, or has failed so often that it is left alone for a while.</summary>
    Resting,

    /// <summary>What came is no message of the protocol: too long, too deep, no JSON, no UTF-8.</summary>
    BadEnvelope,

    /// <summary>The answer does not follow the schema.</summary>
    BadSchema,

    /// <summary>It refused, or said nothing.</summary>
    Refused,

    /// <summary>The answer was cut.</summary>
    Truncated,

    /// <summary>It tried to call a tool, though none was offered.</summary>
    ToolsCalled,

    /// <summary>The answer holds the word that must never be repeated; the provider is excluded for the case.</summary>
    CanaryLeaked,

    /// <summary>Another model answered than was asked.</summary>
    WrongModel,

    /// <summary>It is excluded: for this case, or because its answers have drifted.</summary>
    Excluded,

    /// <summary>A budget is used up.</summary>
    BudgetSpent,

    /// <summary>The question is more secret than it may see.</summary>
    EgressDenied,

    /// <summary>Whoever asked no longer wants to know.</summary>
    Cancelled,
}

/// <summary>What outcomes mean for whoever asked.</summary>
static class CallOutcomes
{
    /// <summary>The outcome in the words of the ledger.</summary>
    public static string Word(this CallOutcome outcome) => string.Concat(outcome.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    /// <summary>Why there is no answer after all these tries: the failure that says most comes first.</summary>
    public static ModelFailure Failure(IReadOnlyCollection<CallOutcome> tries) =>
        tries.Any(t => t is CallOutcome.BadEnvelope or CallOutcome.BadSchema or CallOutcome.Truncated or CallOutcome.ToolsCalled or CallOutcome.CanaryLeaked or CallOutcome.WrongModel) ? ModelFailure.BadAnswer
        : tries.Any(t => t is not (CallOutcome.BudgetSpent or CallOutcome.EgressDenied)) ? ModelFailure.Unavailable
        : tries.Contains(CallOutcome.BudgetSpent) ? ModelFailure.BudgetSpent
        : tries.Contains(CallOutcome.EgressDenied) ? ModelFailure.EgressDenied
        : ModelFailure.Unavailable;
}
