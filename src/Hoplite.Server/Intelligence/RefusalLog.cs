namespace Hoplite.Server.Intelligence;

/// <summary>What was refused.</summary>
/// <param name="At">When.</param>
/// <param name="From">Who brought it.</param>
/// <param name="Id">Its id, as far as it has one.</param>
/// <param name="Reason">Why.</param>
public sealed record Refusal(DateTimeOffset At, string From, string? Id, string Reason);

/// <summary>The newest refusals, for people who ask why something is missing.</summary>
public sealed class RefusalLog
{
    const int Most = 500;

    readonly Queue<Refusal> _refusals = [];
    readonly Lock _gate = new();

    /// <summary>Adds one; the oldest goes.</summary>
    public void Add(Refusal refusal)
    {
        lock (_gate)
        {
            _refusals.Enqueue(refusal);
            if (_refusals.Count > Most) _refusals.Dequeue();
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Refusal> Newest()
    {
        lock (_gate) return [.. _refusals.Reverse()];
    }
}
