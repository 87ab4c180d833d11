using System.Numerics;

namespace Hoplite.Guard.Transparency;

/// <summary>
/// The right edge of a growing tree: the hashes of its complete subtrees from large to small, all that is needed to append to it and to
/// tell its root. At most 64 hashes, whatever the size.
/// </summary>
public sealed class HashStack
{
    readonly List<byte[]> _hashes = [];

    /// <summary>An empty tree.</summary>
    public HashStack()
    {
    }

    /// <summary>The edge of a tree that is there already.</summary>
    /// <exception cref="InvalidDataException">A hash is missing.</exception>
    public HashStack(IHashSource hashes, long size)
    {
        Size = size;
        for (var level = 62; level >= 0; level--)
            if ((size >> level & 1) == 1) _hashes.Add(hashes.Hash(level, (size >> level) - 1));
    }

    /// <summary>Leaves of the tree.</summary>
    public long Size { get; private set; }

    /// <summary>Appends a leaf; <paramref name="completed"/> is told every hash that is final from now on, with its level and its index there.</summary>
    public void Append(byte[] leafHash, Action<int, long, byte[]>? completed = null)
    {
        var hash = leafHash;
        completed?.Invoke(0, Size, hash);
        for (var level = 0; level < BitOperations.TrailingZeroCount(~Size); level++)
        {
            hash = MerkleHash.Node(_hashes[^1], hash);
            _hashes.RemoveAt(_hashes.Count - 1);
            completed?.Invoke(level + 1, Size >> (level + 1), hash);
        }

        _hashes.Add(hash);
        Size++;
    }

    /// <summary>The root of the tree as it is.</summary>
    public byte[] Root()
    {
        if (_hashes.Count == 0) return MerkleHash.Empty.ToArray();
        var root = _hashes[^1];
        for (var i = _hashes.Count - 2; i >= 0; i--) root = MerkleHash.Node(_hashes[i], root);
        return root;
    }
}
