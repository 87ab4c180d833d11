using System.IO.Hashing;
using System.Numerics;

namespace Hoplite.Detection.Indicators;

/// <summary>
/// Finds texts among millions: open addressing over their hashes, the bytes themselves one behind the other for the exact comparison.
/// A slot costs eight bytes, a text its length and four; nothing is an object of its own.
/// </summary>
sealed class TextTable
{
    // A secret, so that nobody can choose texts that all fall into one slot.
    static readonly long Seed = Random.Shared.NextInt64();

    readonly long[] _slots;
    readonly int[] _starts;
    readonly int[] _numbers;
    readonly byte[] _bytes;
    readonly int _mask;

    TextTable(long[] slots, int[] starts, int[] numbers, byte[] bytes) => (_slots, _starts, _numbers, _bytes, _mask) = (slots, starts, numbers, bytes, slots.Length - 1);

    /// <summary>How many texts there are.</summary>
    public int Count => _numbers.Length;

    /// <summary>Makes the table; of equal texts the first counts.</summary>
    public static TextTable Of(IReadOnlyList<(byte[] Text, int Number)> items)
    {
        var slots = new long[Math.Max(16, (int)BitOperations.RoundUpToPowerOf2((uint)items.Count * 2))];
        var (starts, numbers, bytes) = (new List<int>(items.Count + 1) { 0 }, new List<int>(items.Count), new List<byte>(items.Count * 16));
        foreach (var (text, number) in items)
        {
            var hash = Hash(text);
            var slot = (int)hash & (slots.Length - 1);
            var known = false;
            for (; slots[slot] != 0 && !known; slot = (slot + 1) & (slots.Length - 1))
            {
                var place = (int)(uint)slots[slot] - 1;
                known = (int)(slots[slot] >> 32) == (int)(hash >> 32) && System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[starts[place]..starts[place + 1]].SequenceEqual(text);
            }

            if (known) continue;
            numbers.Add(number);
            bytes.AddRange(text);
            starts.Add(bytes.Count);
            slots[slot] = (long)((hash & 0xFFFF_FFFF_0000_0000) | (uint)numbers.Count);
        }

        return new TextTable(slots, [.. starts], [.. numbers], [.. bytes]);
    }

    /// <summary>The number given with a text; -1 when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        for (var slot = (int)hash & _mask; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if ((int)(_slots[slot] >> 32) != (int)(hash >> 32)) continue;
            var place = (int)(uint)_slots[slot] - 1;
            if (_bytes.AsSpan(_starts[place].._starts[place + 1]).SequenceEqual(text)) return _numbers[place];
        }

        return -1;
    }

    static ulong Hash(ReadOnlySpan<byte> text) => XxHash3.HashToUInt64(text, Seed);
}
