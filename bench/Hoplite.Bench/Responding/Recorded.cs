using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;

namespace Hoplite.Bench.Responding;

/// <summary>A responder that notes every effect before and after it, so that a repetition can be told from a second try at something that never was.</summary>
sealed class Recorded(IResponder real, string file) : IResponder
{
    readonly Lock _gate = new();

    public ResponderTraits Traits => real.Traits;

    public string? Refuse(ProposedAction action) => real.Refuse(action);

    public IReadOnlyList<string> Rehearse(ProposedAction action) => real.Rehearse(action);

    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => real.ObserveAsync(action, cancellation);

    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        await real.ActAsync(call, cancellation);
        Note($"acted {call.Key}");
    }

    public async ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation)
    {
        var effect = await real.VerifyAsync(call, cancellation);
        if (effect == Effect.Absent) Note($"absent {call.Key}");
        return effect;
    }

    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        await real.UndoAsync(call, cancellation);
        Note($"undone {call.Key}");
    }

    void Note(string line)
    {
        lock (_gate) File.AppendAllText(file, line + "\n");
    }
}
