using System.Buffers.Binary;
using System.Text;

namespace Hoplite.Intelligence.Patterning;

/// <summary>A hash of text that is the same for large and small ASCII letters; only for finding candidates, which are then compared.</summary>
static class FoldHash
{
    const ulong Small = 0x2020_2020_2020_2020;

    static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    /// <summary>The hash of UTF-8 text.</summary>
    public static ulong Of(ReadOnlySpan<byte> text)
    {
        var hash = Seed ^ ((ulong)text.Length * 0x9E37_79B9_7F4A_7C15);
        while (text.Length >= 8)
        {
            hash = Mix(hash ^ (BinaryPrimitives.ReadUInt64LittleEndian(text) | Small));
            text = text[8..];
        }

        var rest = 0UL;
        foreach (var c in text) rest = (rest << 8) | (byte)(c | 0x20);
        hash = Mix(hash ^ rest);
        return hash ^ (hash >> 32);
    }

    /// <summary>The hash of a string.</summary>
    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    static ulong Mix(ulong value)
    {
        value *= 0xBF58_476D_1CE4_E5B9;
        return value ^ (value >> 29);
    }
}
