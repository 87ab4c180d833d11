using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture;

/// <summary>Finds the network packet in a frame of any link type that is read.</summary>
static class LinkLayer
{
    public const ushort IPv4 = 0x0800, IPv6 = 0x86DD, Ethernet = 0x6558, None = 0;

    // Over all tunnels of a packet; nested headers must not nest calls without end.
    const int MaxLayers = 32;

    /// <summary>Whether the link type is one of those read.</summary>
    public static bool Knows(int linkType) => linkType is 0 or 1 or 9 or 12 or 14 or 50 or 51 or 101 or 104 or 105 or 108 or 113 or 127 or 228 or 229 or 276;

    /// <summary>The type of the network packet and its bytes; type 0 when there is none.</summary>
    public static ushort Open(int linkType, ReadOnlySpan<byte> frame, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        switch (linkType)
        {
            case 1: return FromEthernet(frame, context, out packet);
            case 12 or 14 or 101: return Raw(frame, out packet);
            case 228:
                packet = frame;
                return IPv4;
            case 229:
                packet = frame;
                return IPv6;
            case 0 or 108 when frame.Length > 4: return Raw(frame[4..], out packet);
            case 113 when frame.Length > 16: return EtherType(U16(frame[14..]), frame[16..], context, out packet);
            case 276 when frame.Length > 20: return EtherType(U16(frame), frame[20..], context, out packet);
            case 104 when frame.Length > 4: return EtherType(U16(frame[2..]), frame[4..], context, out packet);
            case 9 or 50: return PointToPoint(frame, context, out packet);
            case 51: return EtherType(0x8864, frame, context, out packet);
            case 105: return Wireless.Open(frame, context, out packet);
            case 127 when frame.Length > 4 && BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]) is var length && length >= 8 && length < frame.Length:
                return Wireless.Open(frame[length..], context, out packet);
            default: return None;
        }
    }

    public static ushort FromEthernet(ReadOnlySpan<byte> frame, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        return frame.Length < 15 ? None : EtherType(U16(frame[12..]), frame[14..], context, out packet);
    }

    /// <summary>Opens tags, labels and sessions until a network packet comes.</summary>
    public static ushort EtherType(ushort type, ReadOnlySpan<byte> rest, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (context.Layers++ < MaxLayers)
        {
            switch (type)
            {
                case IPv4 or IPv6:
                    packet = rest;
                    return type;
                case 0x8100 or 0x88A8 or 0x9100 or 0x9200:
                    if (rest.Length < 4) return None;
                    var tag = U16(rest) & 0xFFF;
                    if (context.Vlan < 0) context.Vlan = tag;
                    else if (context.InnerVlan < 0) context.InnerVlan = tag;
                    type = U16(rest[2..]);
                    rest = rest[4..];
                    break;
                case 0x8847 or 0x8848: return Labels(rest, context, out packet);
                case 0x8864: return rest.Length < 8 ? None : PointToPoint(rest[6..], context, out packet);
                case 0x8926:
                    if (rest.Length < 6) return None;
                    type = U16(rest[4..]);
                    rest = rest[6..];
                    break;
                case <= 1500: return Logical(rest, context, out packet);
                default: return None;
            }
        }

        return None;
    }

    /// <summary>A packet that tells its version itself.</summary>
    public static ushort Raw(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = bytes;
        return bytes.IsEmpty ? None : (bytes[0] >> 4) switch { 4 => IPv4, 6 => IPv6, _ => None };
    }

    /// <summary>Logical link control with SNAP, as in 802.3 and 802.11.</summary>
    public static ushort Logical(ReadOnlySpan<byte> bytes, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (bytes.Length < 8 || bytes[0] != 0xAA || bytes[1] != 0xAA || bytes[2] != 3) return None;
        var type = U16(bytes[6..]);
        return type > 1500 ? EtherType(type, bytes[8..], context, out packet) : None;
    }

    static ushort Labels(ReadOnlySpan<byte> rest, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        for (var labels = 0; labels < 16 && rest.Length > 4; labels++)
        {
            var bottom = (rest[2] & 1) != 0;
            rest = rest[4..];
            if (!bottom) continue;
            var type = Raw(rest, out packet);
            if (type != None) return type;

            // A pseudo wire: a control word of zeros, then Ethernet.
            return rest.Length > 18 && rest[0] >> 4 == 0 ? FromEthernet(rest[4..], context, out packet) : None;
        }

        return None;
    }

    public static ushort PointToPoint(ReadOnlySpan<byte> rest, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (rest.Length > 4 && rest[0] is 0xFF or 0x0F && rest.Length > 4 && rest[1] is 3 or 0) rest = rest[2..];
        if (rest.Length < 3) return None;
        int protocol = rest[0];
        rest = rest[1..];
        if ((protocol & 1) == 0)
        {
            protocol = (protocol << 8) | rest[0];
            rest = rest[1..];
        }

        packet = rest;
        return protocol switch
        {
            0x21 or IPv4 => IPv4,
            0x57 or IPv6 => IPv6,
            0x281 => Labels(rest, context, out packet),
            _ => None,
        };
    }

    static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
