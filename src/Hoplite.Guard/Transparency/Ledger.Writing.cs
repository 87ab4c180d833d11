namespace Hoplite.Guard.Transparency;

/// <summary>The order of writes, on which everything rests.</summary>
public sealed partial class Ledger
{
    const int MostKnownFolders = 10_000;

    readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    readonly List<string> _replaced = [];
    TileEdge? _edge;

    void Write(List<Waiting> batch)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            // After a failure nobody knows what the disk holds: it is read again, as after a crash.
            _edge ??= RecoverAgain();
            var receipts = Commit(_edge, batch);
            for (var i = 0; i < batch.Count; i++) batch[i].Succeed(receipts[i]);
        }
        catch (Exception failure)
        {
            _edge = null;
            foreach (var waiting in batch) waiting.Fail(failure);
        }
    }

    LedgerReceipt[][] Commit(TileEdge edge, List<Waiting> batch)
    {
        var before = edge.Size;
        var files = new List<(TileName Name, byte[] Bytes)>();
        var receipts = batch.ConvertAll(waiting => Array.ConvertAll(waiting.Leaves, leaf =>
        {
            var (id, time) = _clock.Next();
            return new LedgerReceipt(edge.Size, id, edge.Append(leaf.Complete(id, time), (name, bytes) => files.Add((name, bytes))));
        })).ToArray();
        files.AddRange(edge.Partial().Where(tile => !tile.Name.IsNeeded(before)));

        foreach (var (name, bytes) in files) _files.Write(name.Path, bytes);
        foreach (var (name, _) in files) _files.Flush(name.Path);
        FlushFolders(files.Select(tile => tile.Name.Path));

        var head = LedgerHead.Sign(_signer, edge.Size, edge.Root());
        head.Write(_files);
        Volatile.Write(ref _head, head);
        Forget(before, edge.Size);
        return receipts;
    }

    // A name in a folder is durable when the folder was flushed, and the folder's own name when its parent was.
    void FlushFolders(IEnumerable<string> paths)
    {
        if (_folders.Count > MostKnownFolders) _folders.Clear();
        var dirty = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var folder = Parent(path);
            dirty.Add(folder);
            while (folder.Length > 0 && _folders.Add(folder)) dirty.Add(folder = Parent(folder));
        }

        foreach (var folder in dirty) _files.FlushFolder(folder);
    }

    // Partial tiles that wider ones have replaced.
    void Forget(long before, long now)
    {
        for (var level = TileName.Entries; level < 0 || before >> (8 * level) > 0; level++)
        {
            var count = before >> (8 * Math.Max(level, 0));
            if (TileName.Of(level, count / TileName.Full, before) is { } old && !old.IsNeeded(now)) _replaced.Add(old.Path);
        }

        _replaced.RemoveAll(path =>
        {
            try
            {
                _files.Delete(path);
                return true;
            }
            catch (Exception left) when (left is IOException or UnauthorizedAccessException)
            {
                // It is in nobody's way; the next write tries again.
                return false;
            }
        });
    }

    TileEdge RecoverAgain()
    {
        _folders.Clear();
        _replaced.Clear();
        var (edge, head) = Recover();
        Volatile.Write(ref _head, head);
        return edge;
    }

    (TileEdge Edge, LedgerHead Head) Recover()
    {
        var head = LedgerHead.Read(_files, Key);
        // The checkpoint may have been renamed and not yet be durable; what only the one before it needs must stay until it is.
        _files.Flush(LedgerHead.Path);
        _files.FlushFolder("");
        var size = head.Checkpoint.Size;
        var tiles = new TileReader(_files, () => size);
        var edge = new TileEdge(tiles, size);
        if (!head.Checkpoint.Root.Span.SequenceEqual(edge.Root()))
            throw new InvalidDataException("the ledger does not fit its checkpoint: its files were changed; `hoplite ledger verify` says which");
        CutOff(size);
        if (size > 0) _clock.Resume(LedgerLeaf.Read(size - 1, tiles.Entry(size - 1)));
        return (edge, head);
    }

    void CutOff(long size)
    {
        foreach (var path in _files.List().Where(path => path is LedgerHead.Draft or LedgerKeys.Draft || (TileName.TryParse(path, out var name) && !name.IsNeeded(size))).ToList())
            _files.Delete(path);
    }

    static string Parent(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";
}
