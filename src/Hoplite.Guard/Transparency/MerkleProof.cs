using System.Numerics;

namespace Hoplite.Guard.Transparency;

/// <summary>Checks proofs; whatever is wrong with one, the answer is false.</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf is at its place in the tree with this root (RFC 9162 §2.1.3.2).</summary>
    public static bool Includes(ReadOnlySpan<byte> root, long size, long index, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof) =>
        SubtreeIncludes(root, 0, size, index, leafHash, proof);

    /// <summary>Whether a leaf is at its place in the subtree with this hash.</summary>
    public static bool SubtreeIncludes(ReadOnlySpan<byte> hash, long start, long end, long index, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof)
    {
        if (!IsSubtree(start, end) || index < start || index >= end || leafHash.Length != MerkleHash.Size || !AreHashes(proof)) return false;
        var (node, last) = (index - start, end - start - 1);
        var found = leafHash.ToArray();
        foreach (var step in proof)
        {
            if (last == 0) return false;
            found = Climb(ref node, ref last, found, step);
        }

        return last == 0 && hash.SequenceEqual(found);
    }

    /// <summary>Whether the second tree begins with the leaves of the first (RFC 9162 §2.1.4.2).</summary>
    /// <returns>False, too, for an empty first tree: it is the beginning of everything, so there is nothing to show.</returns>
    public static bool Extends(long size1, ReadOnlySpan<byte> root1, long size2, ReadOnlySpan<byte> root2, IReadOnlyList<byte[]> proof) =>
        size1 > 0 && SubtreeExtends(0, size1, root1, size2, root2, proof);

    /// <summary>Whether the subtree of leaves from <paramref name="start"/> up to <paramref name="end"/> is part of a tree.</summary>
    public static bool SubtreeExtends(long start, long end, ReadOnlySpan<byte> hash, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        if (!IsSubtree(start, end) || end > size || !AreHashes(proof)) return false;
        if (start == end) return proof.Count == 0 && hash.SequenceEqual(MerkleHash.Empty.Span);
        if (start == 0 && end == size) return proof.Count == 0 && hash.SequenceEqual(root);
        if (hash.Length != MerkleHash.Size || root.Length != MerkleHash.Size) return false;

        // (node, last) is the place of the largest complete subtree at the right edge of the subtree; `edge` is that of the subtree itself.
        var (node, edge, last) = (start, end - 1, size - 1);
        if (end == size)
            while (node != edge) (node, edge, last) = (node >> 1, edge >> 1, last >> 1);
        else
            while (node != edge && (edge & 1) == 1) (node, edge, last) = (node >> 1, edge >> 1, last >> 1);

        var next = 0;
        byte[] small, large;
        if (node == edge) small = large = hash.ToArray();
        else if (proof.Count == 0) return false;
        else small = large = proof[next++];

        for (; next < proof.Count; next++)
        {
            if (last == 0) return false;
            if ((edge & 1) == 1 || edge == last)
            {
                if (node < edge) small = MerkleHash.Node(proof[next], small);
                large = MerkleHash.Node(proof[next], large);
                while ((edge & 1) == 0) (node, edge, last) = (node >> 1, edge >> 1, last >> 1);
            }
            else large = MerkleHash.Node(large, proof[next]);

            (node, edge, last) = (node >> 1, edge >> 1, last >> 1);
        }

        return last == 0 && hash.SequenceEqual(small) && root.SequenceEqual(large);
    }

    /// <summary>Whether the leaves from <paramref name="start"/> up to <paramref name="end"/> are one node in some tree; an empty one counts.</summary>
    internal static bool IsSubtree(long start, long end)
    {
        if (start < 0 || end < start) return false;
        var width = end - start;
        return width <= 1 || ((ulong)start & (BitOperations.RoundUpToPowerOf2((ulong)width) - 1)) == 0;
    }

    // One step up; a node at the right edge that is a left child has no sibling on levels where the tree ends with it.
    static byte[] Climb(ref long node, ref long last, byte[] found, byte[] step)
    {
        byte[] parent;
        if ((node & 1) == 1 || node == last)
        {
            parent = MerkleHash.Node(step, found);
            while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
        }
        else parent = MerkleHash.Node(found, step);

        (node, last) = (node >> 1, last >> 1);
        return parent;
    }

    static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.Count <= 64 && proof.All(step => step.Length == MerkleHash.Size);
}
