using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Drill;

/// <summary>A ledger that keeps what it was given and hashes nothing, for the many episodes of a drill; what the real one withstands is tried apart.</summary>
sealed class DrillLedger : ILedger
{
    long _next;

    /// <summary>What was written, in order.</summary>
    public List<LedgerEntry> Entries { get; } = [];

    /// <inheritdoc />
    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries)
    {
        Entries.AddRange(entries);
        return [.. entries.Select(_ => new LedgerReceipt(_next++, Guid.NewGuid(), default))];
    }
}
