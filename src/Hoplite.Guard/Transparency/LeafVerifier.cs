namespace Hoplite.Guard.Transparency;

/// <summary>Computes a ledger again from its leaves and compares every file with what it must be.</summary>
sealed class LeafVerifier(ILedgerFiles files, NoteVerifier key, Checkpoint head, Checkpoint? since, bool inUse)
{
    readonly TileEdge _edge = new();
    LedgerLeaf? _last;

    /// <exception cref="InvalidDataException">The first flaw.</exception>
    public void Run(IProgress<long>? progress, CancellationToken cancellation)
    {
        CheckSince();
        for (long index = 0; TileName.Of(TileName.Entries, index, head.Size) is { } name; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var leaves = TileReader.Split(name, Read(name));
            var hashes = Read(TileName.Of(0, index, head.Size)!.Value);
            for (var i = 0; i < leaves.Length; i++) Add(leaves[i], name, i, hashes);
            progress?.Report(_edge.Size);
        }

        foreach (var (name, bytes) in _edge.Partial()) Compare(name, bytes);
        if (!head.Root.Span.SequenceEqual(_edge.Root()))
            throw new InvalidDataException($"{LedgerHead.Path} signs another root than the leaves have: leaves and tiles were both made anew, and do not fit what was signed");
    }

    void Add(ReadOnlyMemory<byte> bytes, TileName name, int place, byte[] hashes)
    {
        var index = _edge.Size;
        var hash = _edge.Append(bytes.ToArray(), Compare);
        if (hashes.Length < (place + 1) * MerkleHash.Size || !hashes.AsSpan(place * MerkleHash.Size, MerkleHash.Size).SequenceEqual(hash))
            throw new InvalidDataException($"leaf {index} in {name.Path} does not have the hash that {TileName.Of(0, name.Index, head.Size)!.Value.Path} holds: one of the two was changed after it was written");
        CheckLeaf(index, bytes, name);
        CheckSince();
    }

    void CheckLeaf(long index, ReadOnlyMemory<byte> bytes, TileName name)
    {
        LedgerLeaf leaf;
        try
        {
            leaf = LedgerLeaf.Read(index, bytes);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"leaf {index} in {name.Path} was not written by this program: {wrong.Message}", wrong);
        }

        if (_last is { } last && (leaf.Time < last.Time || leaf.Id.CompareTo(last.Id) <= 0))
            throw new InvalidDataException($"leaf {index} in {name.Path} is older than the leaf before it: it was put there later or elsewhere");
        _last = leaf;
    }

    void CheckSince()
    {
        if (since?.Size == _edge.Size && !since.Root.Span.SequenceEqual(_edge.Root()))
            throw new InvalidDataException($"the first {since.Size:N0} leaves are not those below the checkpoint you kept: the ledger was made anew by someone who has its key");
    }

    void Compare(TileName name, byte[] expected)
    {
        if (!Read(name).AsSpan().SequenceEqual(expected))
            throw new InvalidDataException($"{name.Path} does not hold what follows from the leaves: it was changed after it was written");
    }

    byte[] Read(TileName name)
    {
        if (files.Read(name.Path) is { } bytes) return bytes;
        if (inUse && Wider(name) is { } part) return part;
        throw new InvalidDataException($"{name.Path} is missing, and a ledger of {head.Size:N0} leaves has it: it was removed");
    }

    // The writer has gone on since the checkpoint was read, and has put a wider tile in the place of this one. Only what its newest
    // checkpoint names is written to the end.
    byte[]? Wider(TileName name)
    {
        for (var attempt = 0; attempt < 100; attempt++)
            if (TileName.Of(name.Level, name.Index, LedgerHead.Read(files, key).Checkpoint.Size) is { } wider && wider.Width > name.Width && files.Read(wider.Path) is { } bytes)
                return Beginning(wider, bytes, name.Width);
        return null;
    }

    static byte[] Beginning(TileName wider, byte[] bytes, int width)
    {
        var length = wider.Level == TileName.Entries ? TileReader.Split(wider, bytes).Take(width).Sum(leaf => 2 + leaf.Length) : width * MerkleHash.Size;
        return bytes[..Math.Min(length, bytes.Length)];
    }
}
