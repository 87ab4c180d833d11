using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Files;

/// <summary>One interface description of a pcapng section.</summary>
/// <param name="LinkType">The link type of its packets.</param>
/// <param name="SnapLength">The most bytes kept of a packet; 0 for no limit.</param>
/// <param name="Resolution">The option <c>if_tsresol</c>: a power of 10, or of 2 with the high bit.</param>
/// <param name="Offset">The option <c>if_tsoffset</c>, seconds.</param>
readonly record struct PcapngInterface(int LinkType, uint SnapLength, byte Resolution, long Offset)
{
    /// <summary>Reads the body of the block.</summary>
    public static PcapngInterface Parse(ReadOnlySpan<byte> body, bool big)
    {
        var link = big ? BinaryPrimitives.ReadUInt16BigEndian(body) : BinaryPrimitives.ReadUInt16LittleEndian(body);
        var snap = big ? BinaryPrimitives.ReadUInt32BigEndian(body[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        byte resolution = 6;
        long offset = 0;
        var options = body[8..];
        while (options.Length >= 4)
        {
            int code = big ? BinaryPrimitives.ReadUInt16BigEndian(options) : BinaryPrimitives.ReadUInt16LittleEndian(options);
            int length = big ? BinaryPrimitives.ReadUInt16BigEndian(options[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(options[2..]);
            if (code == 0 || length > options.Length - 4) break;
            var value = options.Slice(4, length);
            if (code == 9 && length == 1) resolution = value[0];
            if (code == 14 && length == 8) offset = big ? BinaryPrimitives.ReadInt64BigEndian(value) : BinaryPrimitives.ReadInt64LittleEndian(value);
            options = options[Math.Min(options.Length, 4 + ((length + 3) & ~3))..];
        }

        return new PcapngInterface(link, snap, resolution, offset);
    }

    /// <summary>Turns a time stamp of this interface into UTC ticks; 0 when it is no date.</summary>
    public long Time(ulong stamp)
    {
        UInt128 ticks;
        var power = Resolution & 0x7F;
        if ((Resolution & 0x80) != 0)
        {
            if (power > 63) return 0;
            ticks = (UInt128)stamp * TimeSpan.TicksPerSecond >> power;
        }
        else if (power <= 7) ticks = (UInt128)stamp * Ten(7 - power);
        else if (power <= 19) ticks = stamp / Ten(power - 7);
        else return 0;
        var time = (Int128)ticks + (Int128)Offset * TimeSpan.TicksPerSecond + DateTime.UnixEpoch.Ticks;
        return time > 0 && time <= DateTime.MaxValue.Ticks ? (long)time : 0;
    }

    static ulong Ten(int power)
    {
        ulong value = 1;
        for (; power > 0; power--) value *= 10;
        return value;
    }
}
