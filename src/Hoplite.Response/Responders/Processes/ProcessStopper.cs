using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Processes;

/// <summary>Ends a process of this machine: it is asked to end, and made to three seconds later.</summary>
public sealed class ProcessStopper : IResponder
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(3), Last = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("process", [ActionKind.KillProcess], Reversibility.None, IsRepeatable: true, "Linux 5.3, and to be root or the user of the process.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action) => action.Kind == ActionKind.KillProcess ? ProcessRules.WhyNot(action) : "it ends processes only";

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
        [$"kill -TERM {((ProcessTarget)action.Target).Pid}", $"after 3 s, if it still runs: kill -KILL {((ProcessTarget)action.Target).Pid}", "this cannot be taken back"];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new(new JsonObject { ["program"] = HeldProcess.Find((ProcessTarget)action.Target)?.Program });

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        using var process = HeldProcess.Take((ProcessTarget)call.Action.Target);
        if (process?.Now is not { } now) return;
        if (ProcessRules.WhyNot(now) is { } refusal) throw new ResponderException(refusal);
        process.Send(HeldProcess.End);
        if (await process.BecomesAsync(p => p is null, Grace, cancellation).ConfigureAwait(false)) return;
        process.Send(HeldProcess.Kill);
        if (!await process.BecomesAsync(p => p is null, Last, cancellation).ConfigureAwait(false)) throw new ResponderException($"process {now.Pid} does not end: it waits for the kernel");
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(HeldProcess.Find((ProcessTarget)call.Action.Target) is null ? Effect.Present : Effect.Absent);

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => ValueTask.CompletedTask;
}
