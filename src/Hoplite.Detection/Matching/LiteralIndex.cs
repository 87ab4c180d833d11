using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hoplite.Detection.Matching;

/// <summary>
/// Finds, in one pass over a folded text, which of many literals occur in it. Each literal is filed under its rarest group of
/// four bytes; a bitmap tells for nearly every place of the text that no group of interest starts there.
/// </summary>
sealed class LiteralIndex
{
    /// <summary>The shortest literal that can be filed.</summary>
    public const int MinLength = 4;

    const uint Multiplier = 0x9E3779B1;

    readonly byte[] _bitmap;
    readonly int _bitmapShift;
    readonly int[] _heads;
    readonly int _headShift;
    readonly Entry[] _entries;
    readonly byte[] _text;

    /// <summary>Builds the index.</summary>
    /// <param name="literals">What to look for: folded, at least <see cref="MinLength"/> bytes each.</param>
    /// <param name="weights">How common each group of four bytes is.</param>
    public LiteralIndex(IReadOnlyList<IndexedLiteral> literals, GramWeights weights)
    {
        Count = literals.Count;
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(literals.Count, 1)) + 6, 10, 20);
        _bitmapShift = 32 - bits;
        _bitmap = new byte[1 << (bits - 3)];
        var buckets = Math.Clamp(BitOperations.Log2((uint)Math.Max(literals.Count, 1)) + 2, 4, 18);
        _headShift = 32 - buckets;
        _heads = new int[1 << buckets];
        _heads.AsSpan().Fill(-1);
        _entries = new Entry[literals.Count];
        _text = new byte[literals.Sum(l => l.Bytes.Length)];
        var at = 0;
        for (var i = 0; i < literals.Count; i++)
        {
            var literal = literals[i];
            var offset = weights.RarestAt(literal.Bytes);
            var gram = BinaryPrimitives.ReadUInt32LittleEndian(literal.Bytes.AsSpan(offset));
            literal.Bytes.CopyTo(_text.AsSpan(at));
            var hash = gram * Multiplier;
            ref var head = ref _heads[hash >> _headShift];
            _entries[i] = new Entry(gram, head, at, literal.Bytes.Length, offset, literal.Target, literal.Flags);
            head = i;
            var bit = hash >> _bitmapShift;
            _bitmap[bit >> 3] |= (byte)(1 << (int)(bit & 7));
            at += literal.Bytes.Length;
        }
    }

    /// <summary>The number of literals.</summary>
    public int Count { get; }

    /// <summary>Adds the targets of all literals that occur in the text; one may come more than once.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="hits">Takes the targets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(ReadOnlySpan<byte> text, ref HitList hits)
    {
        if (text.Length < MinLength) return;
        ref var bytes = ref MemoryMarshal.GetReference(text);
        ref var bitmap = ref MemoryMarshal.GetArrayDataReference(_bitmap);
        var shift = _bitmapShift;
        var last = text.Length - MinLength;
        var at = 0;
        for (; at <= last - 3; at += 4)
        {
            var h0 = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)) * Multiplier;
            var h1 = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at + 1)) * Multiplier;
            var h2 = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at + 2)) * Multiplier;
            var h3 = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at + 3)) * Multiplier;
            var b0 = Bit(ref bitmap, h0 >> shift);
            var b1 = Bit(ref bitmap, h1 >> shift);
            var b2 = Bit(ref bitmap, h2 >> shift);
            var b3 = Bit(ref bitmap, h3 >> shift);
            if (((b0 | b1 | b2 | b3) & 1) == 0) continue;
            if ((b0 & 1) != 0) Probe(text, at, h0, ref hits);
            if ((b1 & 1) != 0) Probe(text, at + 1, h1, ref hits);
            if ((b2 & 1) != 0) Probe(text, at + 2, h2, ref hits);
            if ((b3 & 1) != 0) Probe(text, at + 3, h3, ref hits);
        }

        for (; at <= last; at++)
        {
            var hash = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)) * Multiplier;
            if ((Bit(ref bitmap, hash >> shift) & 1) != 0) Probe(text, at, hash, ref hits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Bit(ref byte bitmap, uint index) => Unsafe.Add(ref bitmap, index >> 3) >> (int)(index & 7);

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Probe(ReadOnlySpan<byte> text, int at, uint hash, ref HitList hits)
    {
        var gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at));
        for (var i = _heads[hash >> _headShift]; i >= 0;)
        {
            ref readonly var entry = ref _entries[i];
            i = entry.Next;
            if (entry.Gram != gram) continue;
            var start = at - entry.Offset;
            var end = start + entry.Length;
            if (start < 0 || end > text.Length) continue;
            if ((entry.Flags & LiteralFlags.AtStart) != LiteralFlags.None && start != 0) continue;
            if ((entry.Flags & LiteralFlags.AtEnd) != LiteralFlags.None && end != text.Length) continue;
            if (text.Slice(start, entry.Length).SequenceEqual(_text.AsSpan(entry.Start, entry.Length))) hits.Add(entry.Target);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Entry(uint Gram, int Next, int Start, int Length, int Offset, int Target, LiteralFlags Flags);
}

/// <summary>One literal to be filed.</summary>
/// <param name="Bytes">Folded bytes.</param>
/// <param name="Target">What the caller wants to hear when it occurs.</param>
/// <param name="Flags">Where it must stand.</param>
readonly record struct IndexedLiteral(byte[] Bytes, int Target, LiteralFlags Flags = LiteralFlags.None);

/// <summary>Where a literal must stand.</summary>
[Flags]
enum LiteralFlags
{
    None = 0,
    AtStart = 1,
    AtEnd = 2,
}

/// <summary>A list of targets whose memory is kept from one scan to the next.</summary>
struct HitList
{
    int[] _items;

    public HitList() => _items = new int[64];

    public int Count { get; private set; }

    public readonly ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public void Add(int item)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
        _items[Count++] = item;
    }

    public void Clear() => Count = 0;
}
