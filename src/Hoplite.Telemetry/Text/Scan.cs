using System.Buffers;
using System.Runtime.CompilerServices;

namespace Hoplite.Telemetry.Text;

/// <summary>Takes words and numbers off the front of a span.</summary>
static class Scan
{
    static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    /// <summary>The text up to a blank, which is taken off together with the blank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)' ');
        if (end < 0) end = rest.Length;
        var word = rest[..end];
        rest = end < rest.Length ? rest[(end + 1)..] : rest[end..];
        return word;
    }

    /// <summary>Takes a prefix off.</summary>
    public static bool Take(scoped ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> prefix)
    {
        if (!rest.StartsWith(prefix)) return false;
        rest = rest[prefix.Length..];
        return true;
    }

    /// <summary>The text between two marks; empty when they are not there.</summary>
    public static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var start = text.IndexOf(before);
        if (start < 0) return [];
        text = text[(start + before.Length)..];
        var end = text.IndexOf(after);
        return end < 0 ? [] : text[..end];
    }

    /// <summary>Two digits; -1 when they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Two(ReadOnlySpan<byte> text, int at)
    {
        var high = (uint)(text[at] - '0');
        var low = (uint)(text[at + 1] - '0');
        return high > 9 || low > 9 ? -1 : (int)(high * 10 + low);
    }

    /// <summary>A number of up to nine digits that fills the span; -1 when it is none.</summary>
    public static int Number(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 9) return -1;
        var value = 0;
        foreach (var b in text)
        {
            if ((uint)(b - '0') > 9) return -1;
            value = value * 10 + b - '0';
        }

        return value;
    }

    /// <summary>Whether it could be an IP address.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text) =>
        text.Length is >= 2 and <= 45 && !text.ContainsAnyExcept(AddressBytes) && text.IndexOfAny((byte)'.', (byte)':') >= 0;

    /// <summary>1 to 12 for an English month of three letters, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Month(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3) return 0;
        return ((text[0] | 0x20) << 16 | (text[1] | 0x20) << 8 | text[2] | 0x20) switch
        {
            'j' << 16 | 'a' << 8 | 'n' => 1,
            'f' << 16 | 'e' << 8 | 'b' => 2,
            'm' << 16 | 'a' << 8 | 'r' => 3,
            'a' << 16 | 'p' << 8 | 'r' => 4,
            'm' << 16 | 'a' << 8 | 'y' => 5,
            'j' << 16 | 'u' << 8 | 'n' => 6,
            'j' << 16 | 'u' << 8 | 'l' => 7,
            'a' << 16 | 'u' << 8 | 'g' => 8,
            's' << 16 | 'e' << 8 | 'p' => 9,
            'o' << 16 | 'c' << 8 | 't' => 10,
            'n' << 16 | 'o' << 8 | 'v' => 11,
            'd' << 16 | 'e' << 8 | 'c' => 12,
            _ => 0,
        };
    }
}
