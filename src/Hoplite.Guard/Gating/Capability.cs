using Hoplite.Guard.Actions;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Gating;

/// <summary>The right to do one action once, soon. Only the gate makes one.</summary>
public sealed class Capability
{
    int _isUsed;

    internal Capability(ProposedAction action, DateTimeOffset expires, LedgerReceipt decision) => (Action, Expires, Decision) = (action, expires, decision);

    /// <summary>What it allows.</summary>
    public ProposedAction Action { get; }

    /// <summary>Until when it can be used.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>The leaf that says why.</summary>
    public LedgerReceipt Decision { get; }

    /// <summary>Uses it up.</summary>
    /// <param name="action">What is about to be done.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it may be done: the first use, in time, of the very action.</returns>
    public bool TryUse(ProposedAction action, DateTimeOffset now) =>
        action.Digest == Action.Digest && now < Expires && Interlocked.Exchange(ref _isUsed, 1) == 0;
}
