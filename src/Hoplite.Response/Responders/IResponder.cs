using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders;

/// <summary>
/// Does one kind of thing to the real world and takes it back. Only the broker calls it, one call at a time for each target. It keeps nothing
/// between calls: what it needs to take an action back is in <see cref="ResponderCall.Before"/>, which outlives the process.
/// </summary>
/// <remarks>A failure is an <see cref="ResponderException"/> with one sentence; the broker then takes back what may have happened.</remarks>
public interface IResponder
{
    /// <summary>What it can do, and how well it can take it back.</summary>
    ResponderTraits Traits { get; }

    /// <summary>Why it cannot do an action here, in one sentence; null when it can. Changes nothing.</summary>
    string? Refuse(ProposedAction action);

    /// <summary>The very commands it would give, and those that would take them back, a line each. Changes nothing.</summary>
    IReadOnlyList<string> Rehearse(ProposedAction action);

    /// <summary>How things are before: all that <see cref="UndoAsync"/> needs. Changes nothing.</summary>
    ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation);

    /// <summary>Does it. Doing it again with the same key has no further effect where <see cref="ResponderTraits.IsRepeatable"/>.</summary>
    ValueTask ActAsync(ResponderCall call, CancellationToken cancellation);

    /// <summary>Looks whether it is in effect. Changes nothing.</summary>
    ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation);

    /// <summary>Restores what was before; does nothing when that is so already.</summary>
    ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation);
}
