using System.Security.Cryptography;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

/// <summary>The tree as RFC 9162 §2.1 defines it, word for word and slowly.</summary>
sealed class NaiveMerkleTree(byte[][] leaves) : IHashSource
{
    public byte[] Root(int start, int end)
    {
        if (start == end) return SHA256.HashData([]);
        if (end - start == 1) return SHA256.HashData([0, .. leaves[start]]);
        var middle = start + Split(end - start);
        return SHA256.HashData([1, .. Root(start, middle), .. Root(middle, end)]);
    }

    public byte[][] Path(int index, int start, int end)
    {
        if (end - start == 1) return [];
        var middle = start + Split(end - start);
        return index < middle ? [.. Path(index, start, middle), Root(middle, end)] : [.. Path(index, middle, end), Root(start, middle)];
    }

    public byte[][] SubProof(int start, int end, int low, int high, bool known)
    {
        if (start == low && end == high) return known ? [] : [Root(low, high)];
        var middle = low + Split(high - low);
        if (end <= middle) return [.. SubProof(start, end, low, middle, known), Root(middle, high)];
        return start >= middle
            ? [.. SubProof(start, end, middle, high, known), Root(low, middle)]
            : [.. SubProof(middle, end, middle, high, false), Root(low, middle)];
    }

    public byte[] Hash(int level, long index) => Root((int)index << level, ((int)index + 1) << level);

    static int Split(int size)
    {
        var split = 1;
        while (split * 2 < size) split *= 2;
        return split;
    }
}
