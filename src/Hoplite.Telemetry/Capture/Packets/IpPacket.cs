using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture;

/// <summary>An IP packet behind its header and extension headers.</summary>
readonly ref struct IpPacket
{
    const int MaxExtensions = 16;

    public UInt128 Source { get; private init; }

    public UInt128 Target { get; private init; }

    public byte Protocol { get; private init; }

    /// <summary>The length of the whole packet, as its header says.</summary>
    public int Length { get; private init; }

    /// <summary>The length of what it carries, as its headers say.</summary>
    public int PayloadLength { get; private init; }

    /// <summary>What was captured of what it carries.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    public bool IsFragment { get; private init; }

    public bool More { get; private init; }

    public int FragmentOffset { get; private init; }

    public uint Id { get; private init; }

    /// <summary>The packet whose fragments were put together.</summary>
    public IpPacket Whole(ReadOnlySpan<byte> payload) => new()
    {
        Source = Source, Target = Target, Protocol = Protocol, Length = Length - PayloadLength + payload.Length,
        PayloadLength = payload.Length, Payload = payload,
    };

    public static bool TryParse(ReadOnlySpan<byte> bytes, out IpPacket packet)
    {
        packet = default;
        if (bytes.IsEmpty) return false;
        return (bytes[0] >> 4) switch { 4 => TryParse4(bytes, out packet), 6 => TryParse6(bytes, out packet), _ => false };
    }

    static bool TryParse4(ReadOnlySpan<byte> bytes, out IpPacket packet)
    {
        packet = default;
        if (bytes.Length < 20) return false;
        var header = (bytes[0] & 15) * 4;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);

        // Segmentation by the network card leaves the length to be filled in later.
        if (length == 0) length = bytes.Length;
        if (header < 20 || header > bytes.Length || length < header) return false;
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        packet = new IpPacket
        {
            Source = V4(bytes[12..]), Target = V4(bytes[16..]), Protocol = bytes[9], Length = length, PayloadLength = length - header,
            Payload = bytes[header..Math.Min(length, bytes.Length)], IsFragment = (fragment & 0x3FFF) != 0, More = (fragment & 0x2000) != 0,
            FragmentOffset = (fragment & 0x1FFF) * 8, Id = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
        };
        return true;
    }

    static bool TryParse6(ReadOnlySpan<byte> bytes, out IpPacket packet)
    {
        packet = default;
        if (bytes.Length < 40) return false;
        int claimed = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (claimed == 0) claimed = bytes.Length - 40;
        var rest = bytes[40..Math.Min(bytes.Length, 40 + claimed)];
        var (next, left) = (bytes[6], claimed);
        var (isFragment, more, offset, id) = (false, false, 0, 0u);
        for (var i = 0; i < MaxExtensions && next is 0 or 43 or 44 or 51 or 60 or 135; i++)
        {
            if (isFragment && offset > 0) break;
            if (rest.Length < 8) return false;
            var size = next switch { 44 => 8, 51 => (rest[1] + 2) * 4, _ => (rest[1] + 1) * 8 };
            if (next == 44)
            {
                int field = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                (more, offset, id) = ((field & 1) != 0, field & 0xFFF8, BinaryPrimitives.ReadUInt32BigEndian(rest[4..]));
                isFragment = more || offset > 0;
            }

            if (size > rest.Length) return false;
            next = rest[0];
            rest = rest[size..];
            left -= size;
            if (isFragment) break;
        }

        packet = new IpPacket
        {
            Source = BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), Target = BinaryPrimitives.ReadUInt128BigEndian(bytes[24..]), Protocol = next,
            Length = 40 + claimed, PayloadLength = left, Payload = rest, IsFragment = isFragment, More = more, FragmentOffset = offset, Id = id,
        };
        return true;
    }

    static UInt128 V4(ReadOnlySpan<byte> bytes) => ((UInt128)0xFFFF << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
