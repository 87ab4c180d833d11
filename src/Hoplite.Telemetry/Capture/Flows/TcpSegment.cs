using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture;

/// <summary>A TCP header and what it carries.</summary>
readonly ref struct TcpSegment
{
    public ushort SourcePort { get; private init; }

    public ushort TargetPort { get; private init; }

    public uint Sequence { get; private init; }

    public uint Acknowledged { get; private init; }

    public byte Flags { get; private init; }

    public ushort Window { get; private init; }

    /// <summary>How many bytes it carried, captured or not.</summary>
    public int Length { get; private init; }

    public ReadOnlySpan<byte> Data { get; private init; }

    public bool Fin => (Flags & 1) != 0;

    public bool Syn => (Flags & 2) != 0;

    public bool Rst => (Flags & 4) != 0;

    public bool Acks => (Flags & 16) != 0;

    public static bool TryParse(in IpPacket ip, out TcpSegment segment)
    {
        segment = default;
        var bytes = ip.Payload;
        if (bytes.Length < 20) return false;
        var header = (bytes[12] >> 4) * 4;
        if (header < 20 || header > ip.PayloadLength) return false;
        segment = new TcpSegment
        {
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes), TargetPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), Acknowledged = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            Flags = bytes[13], Window = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]), Length = ip.PayloadLength - header,
            Data = bytes[Math.Min(header, bytes.Length)..],
        };
        return true;
    }
}
