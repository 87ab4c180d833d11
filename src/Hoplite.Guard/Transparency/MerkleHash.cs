using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Hoplite.Guard.Transparency;

/// <summary>The hashes of RFC 9162 §2.1.1, with SHA-256.</summary>
public static class MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>The root of the tree without leaves.</summary>
    public static ReadOnlyMemory<byte> Empty { get; } = SHA256.HashData([]);

    /// <summary>The hash of a leaf: SHA-256 of 0x00 and its bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> leaf)
    {
        var marked = ArrayPool<byte>.Shared.Rent(leaf.Length + 1);
        marked[0] = 0;
        leaf.CopyTo(marked.AsSpan(1));
        var hash = SHA256.HashData(marked.AsSpan(0, leaf.Length + 1));
        ArrayPool<byte>.Shared.Return(marked);
        return hash;
    }

    /// <summary>The hash of a node: SHA-256 of 0x01 and the hashes of its children.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> joined = stackalloc byte[1 + left.Length + right.Length];
        joined[0] = 1;
        left.CopyTo(joined[1..]);
        right.CopyTo(joined[(1 + left.Length)..]);
        return SHA256.HashData(joined);
    }

    // The largest power of two smaller than a number above 1: where a tree of that many leaves is split.
    internal static long Split(long size) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(size - 1)));
}
