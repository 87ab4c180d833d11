using System.Buffers.Binary;

namespace Hoplite.Guard.Transparency;

/// <summary>The growing edge of a ledger: the tree, and the tiles and the bundle that are not full yet.</summary>
sealed class TileEdge
{
    readonly HashStack _stack;
    readonly List<List<byte[]>> _levels = [];
    readonly List<byte[]> _bundle = [];

    /// <summary>An empty ledger.</summary>
    public TileEdge() => _stack = new HashStack();

    /// <summary>The edge of a ledger that is there already.</summary>
    /// <exception cref="InvalidDataException">A tile is missing.</exception>
    public TileEdge(TileReader tiles, long size)
    {
        _stack = new HashStack(tiles, size);
        for (var level = 0; size >> (8 * level) > 0; level++)
        {
            _levels.Add([]);
            var count = size >> (8 * level);
            for (var i = count / TileName.Full * TileName.Full; i < count; i++) _levels[level].Add(tiles.Hash(8 * level, i));
        }

        for (var i = size / TileName.Full * TileName.Full; i < size; i++) _bundle.Add(Checked(tiles.Entry(i).ToArray(), _levels[0][(int)(i % TileName.Full)]));
    }

    /// <summary>Leaves.</summary>
    public long Size => _stack.Size;

    /// <summary>The root.</summary>
    public byte[] Root() => _stack.Root();

    /// <summary>Appends a leaf; <paramref name="full"/> is handed what became full.</summary>
    /// <returns>The hash of the leaf.</returns>
    public byte[] Append(byte[] leaf, Action<TileName, byte[]> full)
    {
        var hash = MerkleHash.Leaf(leaf);
        _bundle.Add(leaf);
        if (_bundle.Count == TileName.Full)
        {
            full(new TileName(TileName.Entries, Size / TileName.Full, TileName.Full), Bundle());
            _bundle.Clear();
        }

        _stack.Append(hash, (level, index, node) =>
        {
            if (level % 8 == 0) Add(level / 8, index, node, full);
        });
        return hash;
    }

    /// <summary>What is not full.</summary>
    public IEnumerable<(TileName Name, byte[] Bytes)> Partial()
    {
        if (_bundle.Count > 0) yield return (TileName.Of(TileName.Entries, Size / TileName.Full, Size)!.Value, Bundle());
        for (var level = 0; level < _levels.Count; level++)
            if (_levels[level].Count > 0) yield return (TileName.Of(level, (Size >> (8 * level)) / TileName.Full, Size)!.Value, Tile(_levels[level]));
    }

    void Add(int level, long index, byte[] node, Action<TileName, byte[]> full)
    {
        while (_levels.Count <= level) _levels.Add([]);
        _levels[level].Add(node);
        if (_levels[level].Count < TileName.Full) return;
        full(new TileName(level, index / TileName.Full, TileName.Full), Tile(_levels[level]));
        _levels[level].Clear();
    }

    // These leaves are written once more with the next ones: a changed one must not get a second file.
    static byte[] Checked(byte[] leaf, byte[] hash) =>
        MerkleHash.Leaf(leaf).AsSpan().SequenceEqual(hash) ? leaf : throw new InvalidDataException("a leaf of the ledger was changed; `hoplite ledger verify` says which");

    static byte[] Tile(List<byte[]> hashes)
    {
        var tile = new byte[hashes.Count * MerkleHash.Size];
        for (var i = 0; i < hashes.Count; i++) hashes[i].CopyTo(tile, i * MerkleHash.Size);
        return tile;
    }

    byte[] Bundle()
    {
        var bundle = new byte[_bundle.Sum(leaf => 2 + leaf.Length)];
        var at = 0;
        foreach (var leaf in _bundle)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(at), (ushort)leaf.Length);
            leaf.CopyTo(bundle, at + 2);
            at += 2 + leaf.Length;
        }

        return bundle;
    }
}
