namespace Hoplite.Guard.Transparency;

/// <summary>
/// The ledger of decisions on a disk: a Merkle tree in C2SP tlog-tiles below a signed checkpoint. What <see cref="Append"/> has answered for is
/// durable; callers that wait at the same time share one write.
/// </summary>
/// <remarks>
/// Leaves and tiles get new names and are durable before the checkpoint names them, and what it no longer names is removed only when it is
/// durable itself. So after a crash at any point the checkpoint that is there, the old one or the new one, has all it needs, and what lies beyond
/// it was never answered for and is cut off. A process that writes locks the folder; a second one is refused.
/// </remarks>
public sealed partial class Ledger : ILedger, IDisposable
{
    readonly ILedgerFiles _files;
    readonly LeafClock _clock;
    readonly NoteSigner _signer;
    readonly IDisposable _hold;
    readonly Lock _queue = new();
    readonly Lock _writer = new();
    List<Waiting> _waiting = [];
    LedgerHead _head;
    bool _isLed;
    bool _closed;

    Ledger(ILedgerFiles files, TimeProvider time)
    {
        (_files, _clock) = (files, new LeafClock(time));
        (_signer, _hold) = LedgerKeys.Open(files);
        try
        {
            (_edge, _head) = Recover();
        }
        catch
        {
            Release();
            throw;
        }

        Reader = new LedgerReader(files, () => Volatile.Read(ref _head));
    }

    /// <summary>The public key, which whoever checks the ledger should have from elsewhere than its folder.</summary>
    public NoteVerifier Key => _signer.Verifier;

    /// <summary>Reads what is in the ledger; may be used by many threads, and while entries are appended.</summary>
    public LedgerReader Reader { get; }

    /// <summary>Opens the ledger of a folder, or makes it, with a new key.</summary>
    /// <param name="folder">The folder; nothing else may be in it.</param>
    /// <param name="time">Where times come from.</param>
    /// <exception cref="InvalidDataException">It is damaged, or its key can be read by other accounts.</exception>
    /// <exception cref="IOException">Another process writes it, or the disk fails.</exception>
    public static Ledger Open(string folder, TimeProvider time) => Open(DiskFiles.Make(folder), time);

    internal static Ledger Open(ILedgerFiles files, TimeProvider time) => new(files, time);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is larger than a leaf can be; put long texts in by digest.</exception>
    /// <exception cref="InvalidDataException">An entry has no canonical form, such as a text with half a character.</exception>
    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries)
    {
        if (entries.Count == 0) return [];
        var waiting = new Waiting([.. entries.Select(entry => new PreparedLeaf(entry))]);
        bool leads;
        lock (_queue)
        {
            _waiting.Add(waiting);
            (leads, _isLed) = (!_isLed, true);
        }

        // Whoever finds nobody writing writes for all who wait by then, and hands on to the first of those who came meanwhile.
        if (leads || waiting.WaitToLead())
        {
            lock (_writer) Write(Take());
            HandOn();
        }

        return waiting.Receipts;
    }

    /// <summary>Hands out every file, the secret key too, as they are at one moment; appends wait meanwhile. For backups.</summary>
    /// <param name="copy">Gets the path below the folder, with slashes, and the bytes.</param>
    public void Copy(Action<string, ReadOnlyMemory<byte>> copy)
    {
        lock (_writer)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            // What a failed write left behind must not get into a backup.
            _edge ??= RecoverAgain();
            foreach (var path in _files.List().Order(StringComparer.Ordinal))
                if (_files.Read(path) is { } bytes) copy(path, bytes);
        }
    }

    /// <summary>Closes the ledger; what was appended is on the disk already.</summary>
    public void Dispose()
    {
        lock (_writer)
        {
            if (_closed) return;
            _closed = true;
            Release();
        }
    }

    void Release()
    {
        _signer.Dispose();
        _hold.Dispose();
    }

    List<Waiting> Take()
    {
        lock (_queue)
        {
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    void HandOn()
    {
        Waiting? next;
        lock (_queue)
        {
            next = _waiting.FirstOrDefault();
            _isLed = next is not null;
        }

        next?.Lead();
    }

    sealed class Waiting(PreparedLeaf[] leaves)
    {
        // True for: write, for yourself and the others. False for: it is done.
        readonly TaskCompletionSource<bool> _turn = new();
        LedgerReceipt[]? _receipts;
        Exception? _failure;

        public PreparedLeaf[] Leaves => leaves;

        public IReadOnlyList<LedgerReceipt> Receipts => _receipts ?? throw new IOException($"the ledger could not be written, so nothing may be done: {_failure!.Message}", _failure);

        public bool WaitToLead() => _turn.Task.GetAwaiter().GetResult();

        public void Lead() => _turn.SetResult(true);

        public void Succeed(LedgerReceipt[] receipts)
        {
            _receipts = receipts;
            _turn.TrySetResult(false);
        }

        public void Fail(Exception failure)
        {
            _failure = failure;
            _turn.TrySetResult(false);
        }
    }
}
