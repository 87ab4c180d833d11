using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Services;

/// <summary>Restarts a service of this machine through systemd.</summary>
/// <param name="options">Which ones.</param>
public sealed class ServiceRestart(ServiceOptions options) : IResponder
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("service-restart", [ActionKind.RestartService], Reversibility.None, IsRepeatable: false, "systemd, and the right to restart the services.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Target is not NamedTarget { Kind: TargetKind.Service, Name: var name }) return "it restarts services only";
        if (!options.Allowed.Contains(name, StringComparer.Ordinal)) return $"{name} is not among the services that may be restarted";
        return options.Command is ["systemctl"] && !Directory.Exists("/run/systemd/system") ? "systemd does not run this machine" : null;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) => [string.Join(' ', Command("restart", Unit(action))), "this cannot be taken back"];

    /// <inheritdoc />
    public async ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new() { ["invocation"] = await InvocationAsync(Unit(action), cancellation).ConfigureAwait(false) };

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation) => await Local.Program.MustAsync(Command("restart", Unit(call.Action)), cancellation).ConfigureAwait(false);

    // Every start has an id of its own, so that one that runs is told apart from one that was restarted.
    /// <inheritdoc />
    public async ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation)
    {
        var (unit, before) = (Unit(call.Action), (string?)call.Before["invocation"] ?? "");
        var state = "activating";
        for (var tries = 0; state == "activating" && tries < 100; tries++)
        {
            if (tries > 0) await Task.Delay(Between, cancellation).ConfigureAwait(false);
            state = (await Local.Program.RunAsync(Command("is-active", unit), cancellation).ConfigureAwait(false)).Answer;
        }

        var now = await InvocationAsync(unit, cancellation).ConfigureAwait(false);
        if (now.Length == 0) return Effect.Unknown;
        return now == before ? Effect.Absent : state == "active" ? Effect.Present : Effect.Unknown;
    }

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => ValueTask.CompletedTask;

    async Task<string> InvocationAsync(string unit, CancellationToken cancellation) =>
        (await Local.Program.RunAsync(Command("show", "--property=InvocationID", "--value", unit), cancellation).ConfigureAwait(false)) is (0, var answer) ? answer : "";

    string[] Command(params string[] words) => [.. options.Command, .. words];

    static string Unit(ProposedAction action) => ((NamedTarget)action.Target).Name is var name && name.EndsWith(".service", StringComparison.Ordinal) ? name : name + ".service";
}
