using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Processes;

/// <summary>Stops a process of this machine where it is, and lets it go on from there.</summary>
public sealed class ProcessSuspender : IResponder
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("process-suspend", [ActionKind.SuspendProcess], Reversibility.Exact, IsRepeatable: true, "Linux 5.3, and to be root or the user of the process.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action) => action.Kind == ActionKind.SuspendProcess ? ProcessRules.WhyNot(action) : "it suspends processes only";

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
        [$"kill -STOP {((ProcessTarget)action.Target).Pid}", $"at the end: kill -CONT {((ProcessTarget)action.Target).Pid}"];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new(new JsonObject { ["stopped"] = HeldProcess.Find((ProcessTarget)action.Target)?.IsStopped ?? false });

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        using var process = HeldProcess.Take((ProcessTarget)call.Action.Target);
        if (process?.Now is not { } now) throw new ResponderException("the process has ended");
        if (ProcessRules.WhyNot(now) is { } refusal) throw new ResponderException(refusal);
        process.Send(HeldProcess.Stop);
        await process.BecomesAsync(p => p is null or { IsStopped: true }, Soon, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(HeldProcess.Find((ProcessTarget)call.Action.Target) is { IsStopped: true } ? Effect.Present : Effect.Absent);

    // One that somebody else had stopped before stays stopped, and one that has ended needs nothing.
    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        if ((bool)call.Before["stopped"]!) return;
        using var process = HeldProcess.Take((ProcessTarget)call.Action.Target);
        if (process is null) return;
        process.Send(HeldProcess.Continue);
        if (!await process.BecomesAsync(p => p is not { IsStopped: true }, Soon, cancellation).ConfigureAwait(false)) throw new ResponderException("the process does not go on");
    }
}
