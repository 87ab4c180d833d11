using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Hoplite.Detection.Matching;

/// <summary>
/// Finds which of a few literals occur in a text, without regard to ASCII case and without folding the text first: three bytes
/// of each literal are looked up, half a byte at a time, for many places of the text at once.
/// </summary>
/// <remarks>The idea is Teddy, by Geoffrey Langdale, from Hyperscan (NSDI 2019, section 4.3). Eight buckets share the bits of a byte.</remarks>
sealed class LiteralFilter
{
    /// <summary>The most literals for which this is better than <see cref="LiteralIndex"/>.</summary>
    public const int MaxLiterals = 48;

    /// <summary>The shortest literal that can be filed.</summary>
    public const int MinLength = 3;

    const int Buckets = 8;

    readonly Vector128<byte> _low0, _low1, _low2, _high0, _high1, _high2;
    readonly Entry[][] _buckets;
    readonly int _shortest;

    /// <summary>Builds the filter.</summary>
    /// <param name="literals">What to look for: folded, at least <see cref="MinLength"/> bytes each.</param>
    /// <param name="weights">How common groups of bytes are.</param>
    public LiteralFilter(IReadOnlyList<IndexedLiteral> literals, GramWeights weights)
    {
        Span<byte> low = stackalloc byte[3 * 16], high = stackalloc byte[3 * 16];
        low.Clear();
        high.Clear();
        var buckets = new List<Entry>[Buckets];
        for (var b = 0; b < Buckets; b++) buckets[b] = [];

        // Literals whose three bytes are alike share a bucket, so that few other places look like one.
        var entries = literals.Select(l => new Entry(l.Bytes, weights.RarestAt(l.Bytes), l.Target, l.Flags)).OrderBy(e => e.Fingerprint, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < entries.Length; i++)
        {
            var bucket = i * Buckets / entries.Length;
            buckets[bucket].Add(entries[i]);
            for (var k = 0; k < 3; k++)
            {
                var c = entries[i].Literal[entries[i].Offset + k];
                Mark(c, k, bucket, low, high);
                if (c is >= (byte)'a' and <= (byte)'z') Mark((byte)(c - 32), k, bucket, low, high);
            }
        }

        _shortest = literals.Select(l => l.Bytes.Length).DefaultIfEmpty(int.MaxValue).Min();
        _buckets = [.. buckets.Select(b => b.ToArray())];
        (_low0, _low1, _low2) = (Vector128.Create<byte>(low[..16]), Vector128.Create<byte>(low[16..32]), Vector128.Create<byte>(low[32..]));
        (_high0, _high1, _high2) = (Vector128.Create<byte>(high[..16]), Vector128.Create<byte>(high[16..32]), Vector128.Create<byte>(high[32..]));
    }

    /// <summary>Adds the targets of all literals that occur in the text; one may come more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(ReadOnlySpan<byte> text, ref HitList hits)
    {
        if (text.Length < _shortest) return;
        if (text.Length < Vector128<byte>.Count + 2)
        {
            Span<byte> padded = stackalloc byte[Vector128<byte>.Count + 2];
            padded.Clear();
            text.CopyTo(padded);
            Scan128(padded, text, 0, ref hits);
            return;
        }

        if (Avx512BW.IsSupported && text.Length >= Vector512<byte>.Count + 2)
        {
            Scan512(text, ref hits);
            return;
        }

        var at = 0;
        var last = text.Length - Vector128<byte>.Count - 2;
        for (; at <= last; at += Vector128<byte>.Count) Scan128(text[at..], text, at, ref hits);
        if (at < text.Length - 2) Scan128(text[last..], text, last, ref hits, at - last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Mark(byte c, int k, int bucket, Span<byte> low, Span<byte> high)
    {
        low[k * 16 + (c & 15)] |= (byte)(1 << bucket);
        high[k * 16 + (c >> 4)] |= (byte)(1 << bucket);
    }

    // The last block overlaps the one before: cheaper than smaller blocks, and a target may come twice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Scan512(ReadOnlySpan<byte> text, ref HitList hits)
    {
        ref var bytes = ref MemoryMarshal.GetReference(text);
        var nibble = Vector512.Create((byte)15);
        Vector512<byte> low0 = Spread(_low0), low1 = Spread(_low1), low2 = Spread(_low2), high0 = Spread(_high0), high1 = Spread(_high1), high2 = Spread(_high2);
        var last = text.Length - Vector512<byte>.Count - 2;
        for (var at = 0; ; at = Math.Min(at + Vector512<byte>.Count, last))
        {
            var v0 = Vector512.LoadUnsafe(ref bytes, (nuint)at);
            var v1 = Vector512.LoadUnsafe(ref bytes, (nuint)at + 1);
            var v2 = Vector512.LoadUnsafe(ref bytes, (nuint)at + 2);
            var found = Avx512BW.Shuffle(low0, v0 & nibble) & Avx512BW.Shuffle(high0, (v0.AsUInt16() >>> 4).AsByte() & nibble)
                & Avx512BW.Shuffle(low1, v1 & nibble) & Avx512BW.Shuffle(high1, (v1.AsUInt16() >>> 4).AsByte() & nibble)
                & Avx512BW.Shuffle(low2, v2 & nibble) & Avx512BW.Shuffle(high2, (v2.AsUInt16() >>> 4).AsByte() & nibble);
            var places = ~Vector512.Equals(found, Vector512<byte>.Zero).ExtractMostSignificantBits();
            while (places != 0)
            {
                var place = BitOperations.TrailingZeroCount(places);
                places &= places - 1;
                Verify(text, at + place, found[place], ref hits);
            }

            if (at == last) return;
        }
    }

    static Vector512<byte> Spread(Vector128<byte> table) => Vector512.Create(Vector256.Create(table, table), Vector256.Create(table, table));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Scan128(ReadOnlySpan<byte> window, ReadOnlySpan<byte> text, int at, ref HitList hits, int skip = 0)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        var nibble = Vector128.Create((byte)15);
        var v0 = Vector128.LoadUnsafe(ref bytes);
        var v1 = Vector128.LoadUnsafe(ref bytes, 1);
        var v2 = Vector128.LoadUnsafe(ref bytes, 2);
        var found = Vector128.ShuffleNative(_low0, v0 & nibble) & Vector128.ShuffleNative(_high0, v0 >>> 4)
            & Vector128.ShuffleNative(_low1, v1 & nibble) & Vector128.ShuffleNative(_high1, v1 >>> 4)
            & Vector128.ShuffleNative(_low2, v2 & nibble) & Vector128.ShuffleNative(_high2, v2 >>> 4);
        var places = ~Vector128.Equals(found, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF & (uint)(-1 << skip);
        while (places != 0)
        {
            var place = BitOperations.TrailingZeroCount(places);
            places &= places - 1;
            Verify(text, at + place, found[place], ref hits);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Verify(ReadOnlySpan<byte> text, int at, byte buckets, ref HitList hits)
    {
        for (var bits = (uint)buckets; bits != 0; bits &= bits - 1)
            foreach (var entry in _buckets[BitOperations.TrailingZeroCount(bits)])
            {
                var start = at - entry.Offset;
                var end = start + entry.Literal.Length;
                if (start < 0 || end > text.Length) continue;
                if ((entry.Flags & LiteralFlags.AtStart) != LiteralFlags.None && start != 0) continue;
                if ((entry.Flags & LiteralFlags.AtEnd) != LiteralFlags.None && end != text.Length) continue;
                if (TextFold.Equals(text[start..end], entry.Literal)) hits.Add(entry.Target);
            }
    }

    readonly record struct Entry(byte[] Literal, int Offset, int Target, LiteralFlags Flags)
    {
        public string Fingerprint => Encoding.Latin1.GetString(Literal, Offset, 3);
    }
}
