using Hoplite.Guard.Transparency;

namespace Hoplite.Response.Broking;

/// <summary>What the broker says of an action.</summary>
/// <param name="Run">The run; null when it was refused before anything began.</param>
/// <param name="Refusal">Why it was refused, in one sentence; null when it was not.</param>
/// <param name="Leaf">The leaf of what was done; null when nothing was, or it could not be written any more.</param>
public sealed record BrokerReceipt(ActionRun? Run, string? Refusal, LedgerReceipt? Leaf = null)
{
    /// <summary>Whether the action is, or was, in effect.</summary>
    public bool IsDone => Run is { State: ActionState.Active or ActionState.Done };

    internal static BrokerReceipt Refused(string why) => new(null, why);
}
