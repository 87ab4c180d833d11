namespace Hoplite.Guard.Transparency;

/// <summary>A ledger for drills and tests: the real tree, hashes and signatures, below a key and in a memory that end with it.</summary>
public sealed class MemoryLedger : ILedger, IDisposable
{
    readonly MemoryFiles _files = new();
    readonly Ledger _ledger;

    /// <summary>Makes an empty one.</summary>
    /// <param name="time">Where times come from.</param>
    public MemoryLedger(TimeProvider time) => _ledger = Ledger.Open(_files, time);

    /// <summary>The public key.</summary>
    public NoteVerifier Key => _ledger.Key;

    /// <summary>Reads what is in it.</summary>
    public LedgerReader Reader => _ledger.Reader;

    /// <inheritdoc/>
    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => _ledger.Append(entries);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ledger.Dispose();
        _files.Dispose();
    }
}
