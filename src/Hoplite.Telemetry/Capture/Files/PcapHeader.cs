using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Files;

/// <summary>The 24 bytes at the beginning of a pcap file.</summary>
/// <param name="BigEndian">Byte order of the machine that wrote it.</param>
/// <param name="Nanoseconds">Whether fractions of seconds are in nanoseconds.</param>
/// <param name="RecordHeader">Length of the header of each packet: 16, or 24 in the variant of Kuznetzov.</param>
/// <param name="LinkType">The link type of all packets.</param>
/// <param name="SnapLength">The most bytes kept of a packet, as the writer said.</param>
sealed record PcapHeader(bool BigEndian, bool Nanoseconds, int RecordHeader, int LinkType, uint SnapLength)
{
    public const int Size = 24;

    const uint Microsecond = 0xA1B2C3D4, Nanosecond = 0xA1B23C4D, Modified = 0xA1B2CD34;

    public static bool IsPcap(ReadOnlySpan<byte> head) => head.Length >= Size && Magic(head, out _) is not 0;

    public static PcapHeader? Parse(ReadOnlySpan<byte> head)
    {
        if (head.Length < Size || Magic(head, out var big) is not (not 0 and var magic)) return null;
        var link = Number(head[20..], big);
        return new PcapHeader(big, magic == Nanosecond, magic == Modified ? 24 : 16, (int)(link & 0xFFFF), Number(head[16..], big));
    }

    public uint Number(ReadOnlySpan<byte> bytes) => Number(bytes, BigEndian);

    static uint Number(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    static uint Magic(ReadOnlySpan<byte> head, out bool big)
    {
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        big = false;
        if (magic is Microsecond or Nanosecond or Modified) return magic;
        big = true;
        magic = BinaryPrimitives.ReverseEndianness(magic);
        return magic is Microsecond or Nanosecond or Modified ? magic : 0;
    }
}
