using Hoplite.Guard.Transparency;

namespace Hoplite.Server.Hosting;

/// <summary>The ledger of the platform. When it cannot be opened, everything else goes on, and nothing that needs it is done.</summary>
public sealed class PlatformLedger : ILedger
{
    /// <summary>Why it cannot be written, in one sentence; null when it can.</summary>
    public string? Problem { get; } = "this build has no ledger";

    /// <summary>How many leaves there are.</summary>
    public long Size { get; }

    /// <summary>The signed checkpoint; null when there is none.</summary>
    public string? Checkpoint { get; }

    /// <inheritdoc />
    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => throw new IOException(Problem);
}
