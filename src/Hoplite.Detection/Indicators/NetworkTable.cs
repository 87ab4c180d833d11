using System.Numerics;

namespace Hoplite.Detection.Indicators;

/// <summary>Finds the longest of any number of networks around an address of one family: for each length of prefix one table by open addressing.</summary>
sealed class NetworkTable
{
    static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    readonly int _width;
    readonly (int Length, UInt128[] Keys, int[] Numbers)[] _lengths;

    /// <summary>Makes the table; of equal networks the first counts.</summary>
    /// <param name="width">The bits of an address: 32 or 128.</param>
    /// <param name="networks">Address, length of the prefix and number.</param>
    public NetworkTable(int width, IReadOnlyList<(UInt128 Bits, int Length, int Number)> networks)
    {
        _width = width;
        _lengths = [.. networks.GroupBy(n => n.Length).OrderByDescending(g => g.Key).Select(g => Build(g.Key, [.. g]))];
        Count = networks.Count;
    }

    /// <summary>How many networks were given.</summary>
    public int Count { get; }

    /// <summary>The number of the longest network around an address; -1 when there is none.</summary>
    public int Find(UInt128 address)
    {
        foreach (var (length, keys, numbers) in _lengths)
        {
            var prefix = Prefix(address, length);
            var mask = keys.Length - 1;
            for (var slot = Slot(prefix, mask); numbers[slot] != 0; slot = (slot + 1) & mask)
                if (keys[slot] == prefix) return numbers[slot] - 1;
        }

        return -1;
    }

    (int, UInt128[], int[]) Build(int length, List<(UInt128 Bits, int Length, int Number)> networks)
    {
        var size = Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)networks.Count * 2));
        var (keys, numbers) = (new UInt128[size], new int[size]);
        foreach (var (bits, _, number) in networks)
        {
            var prefix = Prefix(bits, length);
            var slot = Slot(prefix, size - 1);
            while (numbers[slot] != 0 && keys[slot] != prefix) slot = (slot + 1) & (size - 1);
            if (numbers[slot] != 0) continue;
            (keys[slot], numbers[slot]) = (prefix, number + 1);
        }

        return (length, keys, numbers);
    }

    UInt128 Prefix(UInt128 address, int length) => length == 0 ? UInt128.Zero : address >> (_width - length);

    static int Slot(UInt128 prefix, int mask)
    {
        var mixed = ((ulong)prefix ^ Seed) * 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 29) ^ (ulong)(prefix >> 64)) * 0xBF58_476D_1CE4_E5B9;
        return (int)(mixed >> 32) & mask;
    }
}
