using System.Numerics;

namespace Hoplite.Guard.Transparency;

/// <summary>Where hashes of complete subtrees come from: memory, or tiles on a disk.</summary>
public interface IHashSource
{
    /// <summary>The hash of the complete subtree of 2^<paramref name="level"/> leaves that begins at leaf <paramref name="index"/>·2^<paramref name="level"/>.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    byte[] Hash(int level, long index);
}

/// <summary>Roots and proofs of the tree of RFC 9162 §2.1, over any source of hashes.</summary>
/// <param name="hashes">The hashes of at least the first <paramref name="size"/> leaves.</param>
/// <param name="size">Leaves of the tree.</param>
public sealed class MerkleTree(IHashSource hashes, long size)
{
    /// <summary>Leaves of the tree.</summary>
    public long Size => size;

    /// <summary>The root.</summary>
    public byte[] Root() => Subtree(0, size);

    /// <summary>The hash of the leaves from <paramref name="start"/> up to, without, <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not in the tree, or no node of any tree.</exception>
    public byte[] Subtree(long start, long end)
    {
        CheckSubtree(start, end);
        if (start == end) return MerkleHash.Empty.ToArray();
        return Hash(start, end);
    }

    /// <summary>What leads from a leaf to the root (§2.1.3.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The leaf is not in the tree.</exception>
    public IReadOnlyList<byte[]> Inclusion(long index) => SubtreeInclusion(index, 0, size);

    /// <summary>What leads from a leaf to the hash of a subtree that holds it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The leaf is not in the subtree, or it is none.</exception>
    public IReadOnlyList<byte[]> SubtreeInclusion(long index, long start, long end)
    {
        CheckSubtree(start, end);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, end);
        var proof = new List<byte[]>();
        while (end - start > 1)
        {
            var middle = start + MerkleHash.Split(end - start);
            if (index < middle)
            {
                proof.Add(Hash(middle, end));
                end = middle;
            }
            else
            {
                proof.Add(Hash(start, middle));
                start = middle;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>What shows that the first <paramref name="earlier"/> leaves are as they were (§2.1.4.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier tree is empty, or larger than this one.</exception>
    public IReadOnlyList<byte[]> Consistency(long earlier)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(earlier, 1);
        return SubtreeConsistency(0, earlier);
    }

    /// <summary>What shows that a subtree is part of this tree.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no subtree.</exception>
    public IReadOnlyList<byte[]> SubtreeConsistency(long start, long end)
    {
        CheckSubtree(start, end);
        var proof = new List<byte[]>();
        if (start == end) return proof;
        var (low, high, known) = (0L, size, true);
        while (!(start == low && end == high))
        {
            var middle = low + MerkleHash.Split(high - low);
            if (end <= middle)
            {
                proof.Add(Hash(middle, high));
                high = middle;
            }
            else if (start >= middle)
            {
                proof.Add(Hash(low, middle));
                low = middle;
            }
            else
            {
                // The subtree begins where this one does and ends behind the middle: its left half is complete and not known by name.
                proof.Add(Hash(low, middle));
                (low, start, known) = (middle, middle, false);
            }
        }

        if (!known) proof.Add(Hash(low, high));
        proof.Reverse();
        return proof;
    }

    byte[] Hash(long start, long end)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.TrailingZeroCount(count);
            return hashes.Hash(level, start >> level);
        }

        var middle = start + MerkleHash.Split(count);
        return MerkleHash.Node(Hash(start, middle), Hash(middle, end));
    }

    void CheckSubtree(long start, long end)
    {
        if (start < 0 || end > size || !MerkleProof.IsSubtree(start, end)) throw new ArgumentOutOfRangeException(nameof(start), $"the leaves {start} to {end} are no subtree of {size}");
    }
}
