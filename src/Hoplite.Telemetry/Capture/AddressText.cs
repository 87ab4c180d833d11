using System.Buffers;
using System.Buffers.Text;

namespace Hoplite.Telemetry.Capture;

/// <summary>Writes addresses; those of IPv4 are kept in the form <c>::ffff:a.b.c.d</c>.</summary>
static class AddressText
{
    public static bool IsV4(UInt128 address) => address >> 32 == 0xFFFF;

    public static int Write(UInt128 address, Span<byte> target)
    {
        var length = 0;
        if (IsV4(address))
        {
            for (var shift = 24; shift >= 0; shift -= 8)
            {
                Utf8Formatter.TryFormat((byte)(address >> shift), target[length..], out var used);
                length += used;
                if (shift > 0) target[length++] = (byte)'.';
            }

            return length;
        }

        var (gap, gapLength) = LongestZeros(address);
        for (var i = 0; i < 8; i++)
        {
            if (i == gap)
            {
                target[length++] = (byte)':';
                if (i + gapLength == 8) target[length++] = (byte)':';
                i += gapLength - 1;
                continue;
            }

            if (i > 0) target[length++] = (byte)':';
            Utf8Formatter.TryFormat(Group(address, i), target[length..], out var used, new StandardFormat('x'));
            length += used;
        }

        return length;
    }

    /// <summary>Whether the address belongs to a network of one's own, as Zeek counts them.</summary>
    public static bool IsLocal(UInt128 address)
    {
        if (!IsV4(address))
        {
            var first = Group(address, 0);
            return (first & 0xFE00) == 0xFC00 || (first & 0xFFC0) == 0xFE80 || address <= 1 || address >> 64 == (UInt128)0x0100_0000_0000_0000
                || address >> 96 == 0x2001_0DB8 || address >> 105 == 0x2001_0000 >> 9;
        }

        var ip = (uint)address;
        return ip >> 24 is 0 or 10 or 127 or >= 240 || ip >> 22 == 0x6440 >> 6 || ip >> 16 is 0xA9FE or 0xC0A8 || ip >> 20 == 0xAC1
            || ip >> 8 is 0xC00000 or 0xC00002 or 0xC63364 or 0xCB0071 || ip >> 17 == 0xC612 >> 1;
    }

    static ushort Group(UInt128 address, int index) => (ushort)(address >> (112 - 16 * index));

    static (int Start, int Length) LongestZeros(UInt128 address)
    {
        var best = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && Group(address, end) == 0) end++;
            if (end - i > best.Item2) best = (i, end - i);
            i = Math.Max(i, end);
        }

        return best;
    }
}
