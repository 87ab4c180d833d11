using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Broking;

/// <summary>One action in the hands of the broker, from the right to do it to the end of its lease.</summary>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="Key">The same for every try at the same effect.</param>
/// <param name="Action">What.</param>
/// <param name="Responder">By which responder.</param>
/// <param name="State">Where it is.</param>
/// <param name="Before">How things were before.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="Expires">When its lease ends, UTC.</param>
public sealed record ActionRun(Guid Id, string Key, ProposedAction Action, string Responder, ActionState State, JsonObject Before, DateTimeOffset Started, DateTimeOffset Expires)
{
    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What is to be said of it, in one sentence; empty when all is well.</summary>
    public string Note { get; init; } = "";

    /// <summary>The leaf of the ledger with the decision behind it.</summary>
    public Guid Decision { get; init; }

    /// <summary>How often taking it back was tried without success.</summary>
    public int Tries { get; init; }

    /// <summary>Whether it still holds something in the world.</summary>
    public bool IsLive => State is ActionState.Acting or ActionState.Active or ActionState.Undoing;

    internal ResponderCall Call => new(Action, Before, Key, Expires);

    internal (string Responder, string Target) Place => (Responder, Action.Target.Text);
}
