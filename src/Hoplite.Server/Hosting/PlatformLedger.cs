using Hoplite.Guard.Transparency;

namespace Hoplite.Server.Hosting;

/// <summary>The ledger of the platform. When it cannot be opened, everything else goes on, and nothing that needs it is done.</summary>
public sealed class PlatformLedger : ILedger, IDisposable
{
    const int LongestPage = 500;

    static readonly TimeSpan FirstCheck = TimeSpan.FromMinutes(1);
    static readonly TimeSpan EveryCheck = TimeSpan.FromHours(6);

    readonly Platform _platform;
    readonly Ledger? _ledger;

    /// <summary>Opens it, or makes it.</summary>
    public PlatformLedger(Platform platform)
    {
        _platform = platform;
        try
        {
            _ledger = Ledger.Open(Folder, platform.Time);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Problem = broken.Message;
        }
    }

    /// <summary>Why it cannot be written, in one sentence; null when it can.</summary>
    public string? Problem { get; }

    /// <summary>How many leaves there are.</summary>
    public long Size => _ledger?.Reader.Count ?? 0;

    /// <summary>The signed checkpoint; null when there is none.</summary>
    public string? Checkpoint => _ledger?.Reader.Checkpoint;

    /// <summary>The public key; null when there is none.</summary>
    public string? Key => _ledger?.Key.ToString();

    /// <summary>How it was found when it was last checked; null when it was not yet.</summary>
    public (DateTimeOffset At, LedgerReport Report)? LastCheck { get; private set; }

    string Folder => Path.Combine(_platform.Data, "ledger");

    /// <inheritdoc />
    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => _ledger?.Append(entries) ?? throw new IOException(Problem);

    /// <summary>Hands out every file of it as they are at one moment; of one that is damaged, what there is.</summary>
    public void Copy(Action<string, ReadOnlyMemory<byte>> copy)
    {
        if (_ledger is not null) _ledger.Copy(copy);
        else if (Directory.Exists(Folder))
            foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)) copy(Path.GetRelativePath(Folder, file), File.ReadAllBytes(file));
    }

    /// <summary>A page of leaves, the newest first, and how many there are in all.</summary>
    /// <param name="incident">Only of this incident; all when null.</param>
    /// <param name="offset">How many are left out before the first.</param>
    /// <param name="limit">The most.</param>
    /// <exception cref="InvalidDataException">The ledger is damaged there.</exception>
    public (IReadOnlyList<LedgerLeaf> Leaves, long Total) Page(Guid? incident, int offset, int limit)
    {
        if (_ledger is null) return ([], 0);
        (offset, limit) = (Math.Max(0, offset), Math.Clamp(limit, 1, LongestPage));
        if (incident is { } id)
        {
            LedgerLeaf[] all = [.. _ledger.Reader.OfCase(id)];
            return ([.. all.Reverse().Skip(offset).Take(limit)], all.Length);
        }

        var total = _ledger.Reader.Count;
        return ([.. Enumerable.Range(0, limit).Select(i => total - 1 - offset - i).TakeWhile(i => i >= 0).Select(i => _ledger.Reader[i])], total);
    }

    /// <summary>Proves that a leaf is in the ledger; null when there is none with this id.</summary>
    public LedgerProof? Prove(Guid id) => _ledger?.Reader.Prove(id);

    /// <summary>Checks the whole of it now and then, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var wait = FirstCheck; ; wait = EveryCheck)
        {
            await Task.Delay(wait, _platform.Time, cancellation).ConfigureAwait(false);
            if (_ledger is not null) LastCheck = (_platform.Time.GetUtcNow(), await Task.Run(() => LedgerVerifier.Verify(Folder, cancellation: cancellation), cancellation).ConfigureAwait(false));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _ledger?.Dispose();
}
