namespace Hoplite.Response.Cacao.Running;

/// <summary>Where a run or a step is. It is always in exactly one of these.</summary>
public enum RunState
{
    /// <summary>It has not begun, or waits for its time.</summary>
    Waiting,

    /// <summary>It is being done.</summary>
    Running,

    /// <summary>It waits for a person.</summary>
    Approval,

    /// <summary>It has ended well.</summary>
    Done,

    /// <summary>It has ended without its effect.</summary>
    Failed,

    /// <summary>It has ended, and nobody can tell whether it had its effect: a person must look.</summary>
    Unknown,

    /// <summary>It was called off before it had an effect.</summary>
    Cancelled,
}

/// <summary>One run of a playbook.</summary>
/// <param name="Id">Its id, UUIDv7.</param>
/// <param name="PlaybookId">Of which playbook.</param>
/// <param name="Name">The name of the playbook.</param>
/// <param name="PlaybookHash">SHA-256 of the canonical form of the playbook, small hex digits.</param>
/// <param name="State">Where it is.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="Ended">When it ended, UTC; null when it has not.</param>
/// <param name="Deadline">When it is over at the latest, UTC.</param>
/// <param name="Sentence">Why it ended as it did; empty when all went well.</param>
public sealed record RunView(Guid Id, string PlaybookId, string Name, string PlaybookHash, RunState State, DateTimeOffset Started, DateTimeOffset? Ended, DateTimeOffset Deadline, string Sentence)
{
    /// <summary>Whether it is over.</summary>
    public bool IsOver => State is RunState.Done or RunState.Failed or RunState.Unknown or RunState.Cancelled;
}

/// <summary>One step of a run, or one of several effects of it.</summary>
/// <param name="Path">The way to it, rounds of loops included.</param>
/// <param name="StepId">The id of the step.</param>
/// <param name="State">Where it is.</param>
/// <param name="Key">Its idempotency key; null for steps without effect.</param>
/// <param name="Target">What it acts on; empty for steps without effect.</param>
/// <param name="Command">What was given exactly; empty for steps without effect.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="Ended">When it ended, UTC; null when it has not.</param>
/// <param name="Due">Until when it waits, UTC; null when it does not.</param>
/// <param name="Sentence">What it waits for, decided or failed of.</param>
/// <param name="Output">What it said.</param>
/// <param name="Person">Who answered; empty when nobody had to.</param>
public sealed record StepView(
    string Path, string StepId, RunState State, Guid? Key, string Target, string Command, DateTimeOffset Started, DateTimeOffset? Ended, DateTimeOffset? Due, string Sentence, string Output, string Person);
