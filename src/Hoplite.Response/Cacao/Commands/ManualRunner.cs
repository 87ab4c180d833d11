using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>Asks a person to do something (CACAO 2.0 §5.9). The answer comes through <see cref="PlaybookEngine.Answer"/>.</summary>
public sealed class ManualRunner : ICommandRunner
{
    /// <inheritdoc />
    public CommandKind Kind => CommandKind.Manual;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => true;

    /// <inheritdoc />
    public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) => ValueTask.FromResult<CommandResult>(new CommandResult.WaitsForAnswer(call.Command.Text));

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(CommandCall call) => [$"ask {call.Target.Name}: {call.Command.Text}"];
}

/// <summary>Refuses a kind of command that is read but not run, with a sentence that says so.</summary>
/// <param name="kind">Which kind.</param>
public sealed class RefusingRunner(CommandKind kind) : ICommandRunner
{
    /// <inheritdoc />
    public CommandKind Kind => kind;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => true;

    /// <inheritdoc />
    public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) =>
        ValueTask.FromResult<CommandResult>(new CommandResult.Failed($"commands of the kind {CommandKinds.NameOf(kind)} are not run here; do it by hand with a manual command"));
}
