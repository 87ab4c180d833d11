using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hoplite.Telemetry.Json;

/// <summary>
/// The first of two passes over JSON lines: finds, 64 bytes at a time, the quotes, brackets, commas and line ends that matter,
/// so that the second pass jumps from one to the next and never looks at the bytes between them.
/// </summary>
/// <remarks>The idea is that of Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019), sections 3.1 and 3.2.</remarks>
sealed class JsonStructure
{
    uint[] _marks = [];
    ulong[] _backslashes = [];

    /// <summary>Offsets of quotes, and of <c>{ } [ ] ,</c> and line feeds outside strings, in ascending order.</summary>
    public ReadOnlySpan<uint> Marks => _marks.AsSpan(0, Count);

    /// <summary>The number of marks.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a backslash lies between two offsets of the indexed text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasBackslash(int start, int end)
    {
        int first = start >> 6, last = (end - 1) >> 6;
        ref var words = ref MemoryMarshal.GetArrayDataReference(_backslashes);
        var head = Unsafe.Add(ref words, first) & (ulong.MaxValue << (start & 63));
        var tailMask = ulong.MaxValue >> (63 - ((end - 1) & 63));
        if (first == last) return (head & tailMask) != 0;
        if (head != 0) return true;
        for (var i = first + 1; i < last; i++)
            if (Unsafe.Add(ref words, i) != 0) return true;
        return (Unsafe.Add(ref words, last) & tailMask) != 0;
    }

    /// <summary>Indexes a text of whole lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Index(ReadOnlySpan<byte> text)
    {
        if (_marks.Length < text.Length + 72) _marks = GC.AllocateUninitializedArray<uint>(text.Length + 72);
        var words = (text.Length >> 6) + 2;
        if (_backslashes.Length < words) _backslashes = new ulong[words];
        else _backslashes.AsSpan(0, words).Clear();

        ref var marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        var count = 0;
        var at = 0;
        ulong escapeCarry = 0, stringCarry = 0;
        Span<byte> tail = stackalloc byte[64];
        while (at < text.Length)
        {
            var left = text.Length - at;
            Vector512<byte> bytes;
            if (left >= 64) bytes = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at);
            else
            {
                tail.Fill((byte)' ');
                text[at..].CopyTo(tail);
                bytes = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(tail));
            }

            var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
            var quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
            if ((backslashes | escapeCarry) != 0)
            {
                if (backslashes != 0) Remember(backslashes, at);
                quotes &= ~Escaped(backslashes, ref escapeCarry);
            }

            var inString = PrefixXor(quotes) ^ stringCarry;
            var folded = bytes | Vector512.Create((byte)0x20);
            var structural = Vector512.Equals(bytes, Vector512.Create((byte)','))
                | Vector512.Equals(folded, Vector512.Create((byte)'{')) | Vector512.Equals(folded, Vector512.Create((byte)'}'));
            var lines = Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits();
            var step = 64;
            var broken = lines & inString;
            var bits = (structural.ExtractMostSignificantBits() & ~inString) | quotes | lines;
            stringCarry = (ulong)((long)inString >> 63);
            if (broken != 0)
            {
                // A line ended inside a string: JSON forbids it, so the damage stays in this line and the next one starts clean.
                var cut = BitOperations.TrailingZeroCount(broken);
                bits &= ulong.MaxValue >> (63 - cut);
                step = cut + 1;
                stringCarry = escapeCarry = 0;
            }

            var n = BitOperations.PopCount(bits);
            ref var slot = ref Unsafe.Add(ref marks, count);
            while (bits != 0)
            {
                slot = (uint)(at + BitOperations.TrailingZeroCount(bits));
                slot = ref Unsafe.Add(ref slot, 1);
                bits &= bits - 1;
            }

            count += n;
            at += step;
        }

        Count = count;
    }

    void Remember(ulong backslashes, int at)
    {
        var shift = at & 63;
        _backslashes[at >> 6] |= backslashes << shift;
        if (shift != 0) _backslashes[(at >> 6) + 1] |= backslashes >> (64 - shift);
    }

    // A character is escaped when an odd run of backslashes ends before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Escaped(ulong backslashes, ref ulong carry)
    {
        const ulong evenBits = 0x5555_5555_5555_5555;
        backslashes &= ~carry;
        var follows = (backslashes << 1) | carry;
        var oddStarts = backslashes & ~evenBits & ~follows;
        var sum = unchecked(oddStarts + backslashes);
        carry = sum < backslashes ? 1UL : 0UL;
        return (evenBits ^ (sum << 1)) & follows;
    }

    // Bit i becomes the parity of bits 0..i: which bytes lie between an opening and a closing quote.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
