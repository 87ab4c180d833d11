namespace Hoplite.Guard.Transparency;

/// <summary>What to hold a ledger against.</summary>
public sealed record LedgerCheck
{
    /// <summary>A checkpoint that was kept elsewhere, as a signed note; without it nobody can see that a ledger was set back to an older state of itself.</summary>
    public ReadOnlyMemory<byte>? Since { get; init; }

    /// <summary>The public key, kept elsewhere; without it the one beside the ledger is believed. With it, the secret key need not be there.</summary>
    public NoteVerifier? Key { get; init; }

    /// <summary>Is told how many leaves have been read.</summary>
    public IProgress<long>? Progress { get; init; }
}

/// <summary>How a ledger was found.</summary>
/// <param name="Leaves">Leaves below the checkpoint; 0 when there is no good one.</param>
/// <param name="Root">The root, in base64; null when there is no good checkpoint.</param>
/// <param name="Flaw">The first flaw, in one sentence: what, where, and what it means. Null when there is none.</param>
/// <param name="InUse">Whether it is being written, so that what lies beyond the checkpoint could not be judged.</param>
public sealed record LedgerReport(long Leaves, string? Root, string? Flaw, bool InUse)
{
    /// <summary>Whether no flaw was found.</summary>
    public bool IsSound => Flaw is null;
}
