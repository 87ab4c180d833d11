namespace Hoplite.Response.Cacao.Running;

/// <summary>The bounds within which playbooks run. Nothing waits without end.</summary>
public sealed record EngineOptions
{
    /// <summary>How long a command may take when its step does not say. A step with branches may take as long as its run.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a step waits for a person when it does not say.</summary>
    public TimeSpan PersonTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When every run is over at the latest, counted from its start.</summary>
    public TimeSpan RunDeadline { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long a command that was told to stop may still take before nobody waits for it any more.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most rounds of one loop.</summary>
    public int MaxRounds { get; init; } = 10_000;

    /// <summary>The most steps of one run, rounds counted.</summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>How deep playbooks may call one another.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>How many commands of all runs are given at the same time.</summary>
    public int MaxCommands { get; init; } = 64;

    /// <summary>Why a playbook may not run here, for instance for want of a signature; null when it may. Null for no such rule.</summary>
    public Func<Playbook, string?>? Refuse { get; init; }
}

/// <summary>A playbook or an answer cannot be taken.</summary>
/// <param name="message">Why, in one sentence.</param>
public sealed class RunRefusedException(string message) : Exception(message);

/// <summary>What a person answers to a step that waits for one.</summary>
/// <param name="IsDone">Whether it is done; otherwise the step fails.</param>
/// <param name="Values">Values for the variables that the step declares as out_args.</param>
/// <param name="Person">Who answers, as proven elsewhere.</param>
/// <param name="Note">What else there is to say.</param>
public sealed record PersonAnswer(bool IsDone, IReadOnlyDictionary<string, string> Values, string Person, string Note = "");
