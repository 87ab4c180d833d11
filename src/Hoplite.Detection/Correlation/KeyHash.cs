using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hoplite.Detection.Correlation;

/// <summary>A fast 64-bit hash of values, seeded once per process so that nobody outside can choose values that collide. Never 0, which marks a free place.</summary>
static class KeyHash
{
    static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    public static ulong Start => Seed;

    /// <summary>Adds a value; its length is part of the hash, so that "ab","c" differs from "a","bc".</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<byte> value)
    {
        hash = Mix(hash ^ (ulong)value.Length, 0xA0761D6478BD642F);
        while (value.Length >= 16)
        {
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(value) ^ hash, BinaryPrimitives.ReadUInt64LittleEndian(value[8..]) ^ Seed);
            value = value[16..];
        }

        ulong low = 0, high = 0;
        if (value.Length >= 8)
        {
            low = BinaryPrimitives.ReadUInt64LittleEndian(value);
            value = value[8..];
        }

        for (var at = 0; at < value.Length; at++) high |= (ulong)value[at] << (8 * at);
        return Mix(low ^ hash, high ^ Seed ^ 0xE7037ED1A0B428DB);
    }

    public static ulong Finish(ulong hash)
    {
        hash = Mix(hash, 0x8EBC6AF09C88C6E3);
        return hash == 0 ? 1 : hash;
    }

    static ulong Mix(ulong one, ulong other)
    {
        var high = Math.BigMul(one, other, out var low);
        return high ^ low;
    }
}
