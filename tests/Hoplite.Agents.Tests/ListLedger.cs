using System.Collections.Concurrent;
using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Tests;

/// <summary>A ledger that forgets when the test ends, and that can fail.</summary>
public sealed class ListLedger : ILedger
{
    readonly ConcurrentQueue<LedgerEntry> _entries = new();

    /// <summary>What was written.</summary>
    public IReadOnlyList<LedgerEntry> Entries => [.. _entries];

    /// <summary>Whether writing fails.</summary>
    public bool IsBroken { get; set; }

    /// <inheritdoc />
    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries)
    {
        if (IsBroken) throw new IOException("the disk is full");
        foreach (var entry in entries) _entries.Enqueue(entry);
        return [.. entries.Select((_, i) => new LedgerReceipt(i, Guid.CreateVersion7(), new byte[32]))];
    }
}
