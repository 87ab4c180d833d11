namespace Hoplite.Response.Cacao.Running;

/// <summary>What all runs of an engine share.</summary>
sealed record EngineParts(
    RunJournal Journal, PlaybookLibrary Library, IReadOnlyDictionary<CommandKind, ICommandRunner> Runners, EngineOptions Options, TimeProvider Clock, CancellationToken Stopping, SemaphoreSlim Commands)
{
    /// <summary>The time, UTC, to the millisecond, as the journal keeps it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());
}
