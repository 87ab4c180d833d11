using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hoplite.Detection.Matching;

/// <summary>An IP address as a number, read from text without making an object for it.</summary>
/// <param name="Bits">The address; an IPv4 address stands in the lowest 32 bits.</param>
/// <param name="IsVersion6">Whether it is an IPv6 address, also one that maps an IPv4 address.</param>
readonly record struct AddressText(UInt128 Bits, bool IsVersion6)
{
    const int Longest = 64;

    static readonly SearchValues<byte> Characters = SearchValues.Create("0123456789abcdefABCDEF:.xX"u8);

    /// <summary>Reads an address; what stands in brackets or names a scope is none to a rule.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out AddressText address)
    {
        address = default;
        if (text.Length is < 2 or > Longest || text.ContainsAnyExcept(Characters)) return false;
        var isVersion6 = text.Contains((byte)':');
        if (isVersion6 ? TryVersion6(text, out address) : TryVersion4(text, out address)) return true;

        // The rare ways to write one, such as octal numbers, are left to the framework.
        if (!isVersion6 && text.Count((byte)'.') != 3) return false;
        Span<char> characters = stackalloc char[Longest];
        var length = Encoding.ASCII.GetChars(text, characters);
        if (!IPAddress.TryParse(characters[..length], out var parsed)) return false;
        address = Of(parsed);
        return true;
    }

    /// <summary>The same for an address that is an object already.</summary>
    public static AddressText Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes), true)
            : new(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
    }

    static bool TryVersion4(ReadOnlySpan<byte> text, out AddressText address)
    {
        uint bits = 0, part = 0;
        int digits = 0, parts = 0;
        address = default;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++parts > 3) return false;
                bits = bits << 8 | part;
                (part, digits) = (0, 0);
            }
            else if (c is >= (byte)'0' and <= (byte)'9')
            {
                if (digits > 0 && part == 0) return false;
                part = part * 10 + c - '0';
                if (++digits > 3 || part > 255) return false;
            }
            else return false;
        }

        if (parts != 3 || digits == 0) return false;
        address = new(bits << 8 | part, false);
        return true;
    }

    static bool TryVersion6(ReadOnlySpan<byte> text, out AddressText address)
    {
        Span<ushort> groups = stackalloc ushort[8];
        int count = 0, gap = -1, at = 0;
        address = default;
        if (text.StartsWith("::"u8)) (gap, at) = (0, 2);
        while (at < text.Length)
        {
            var rest = text[at..];
            var end = rest.IndexOf((byte)':');
            var part = end < 0 ? rest : rest[..end];
            if (count == 8 || part.Length is 0 or > 4 || !ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out groups[count])) return false;
            count++;
            if (end < 0) break;
            at += end + 1;
            if (at == text.Length) return false;
            if (text[at] != ':') continue;
            if (gap >= 0) return false;
            (gap, at) = (count, at + 1);
        }

        if (gap < 0 ? count != 8 : count > 7) return false;
        UInt128 bits = 0;
        for (var i = 0; i < 8; i++)
        {
            var zeros = gap >= 0 && i >= gap && i < gap + 8 - count;
            bits = bits << 16 | (zeros ? (ushort)0 : groups[gap >= 0 && i >= gap ? i - (8 - count) : i]);
        }

        address = new(bits, true);
        return true;
    }
}
