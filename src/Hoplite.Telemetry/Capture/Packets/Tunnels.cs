using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture;

/// <summary>Recognises packets that carry packets.</summary>
static class Tunnels
{
    /// <summary>Finds the packet in a datagram of a tunnel protocol.</summary>
    /// <returns>The name of the protocol, null when it is no tunnel.</returns>
    public static string? OpenDatagram(ushort from, ushort to, ReadOnlySpan<byte> data, out ushort type, out ReadOnlySpan<byte> packet)
    {
        type = LinkLayer.None;
        packet = default;
        if (data.Length < 8) return null;
        if (to == 2152 || from == 2152) return OpenGtp(data, out type, out packet) ? "gtpv1" : null;
        if (to == 4789 && data.Length > 22 && (data[0] & 0xF7) == 0 && (data[0] & 8) != 0)
        {
            type = LinkLayer.Ethernet;
            packet = data[8..];
            return "vxlan";
        }

        if (to == 6081 && data[0] >> 6 == 0 && (data[0] & 0x3F) * 4 + 8 is var head && head < data.Length)
        {
            type = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
            packet = data[head..];
            return type is LinkLayer.Ethernet or LinkLayer.IPv4 or LinkLayer.IPv6 ? "geneve" : null;
        }

        if ((to == 5072 || from == 5072) && OpenAyiya(data, out packet))
        {
            type = LinkLayer.IPv6;
            return "ayiya";
        }

        if (!OpenTeredo(data, out packet)) return null;
        type = LinkLayer.IPv6;
        return "teredo";
    }

    /// <summary>Finds the packet behind a GRE header.</summary>
    public static ushort OpenGre(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (data.Length < 8) return LinkLayer.None;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(data);
        var type = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        var version = flags & 7;
        var size = 4 + ((flags & 0x8000) != 0 ? 4 : 0) + ((flags & 0x2000) != 0 ? 4 : 0) + ((flags & 0x1000) != 0 ? 4 : 0) + (version == 1 && (flags & 0x80) != 0 ? 4 : 0);
        if (type == 0x88BE) size += version == 0 && (flags & 0x1000) != 0 ? 8 : 0;
        if (version > 1 || size >= data.Length) return LinkLayer.None;
        packet = data[size..];
        return type == 0x88BE ? LinkLayer.Ethernet : type;
    }

    static bool OpenGtp(ReadOnlySpan<byte> data, out ushort type, out ReadOnlySpan<byte> packet)
    {
        type = LinkLayer.None;
        packet = default;
        if (data[0] >> 5 != 1 || (data[0] & 0x10) == 0 || data[1] != 0xFF) return false;
        var head = 8;
        if ((data[0] & 7) != 0)
        {
            head = 12;
            if (data.Length < head) return false;
            var next = (data[0] & 4) != 0 ? data[11] : 0;
            for (var i = 0; i < 8 && next != 0; i++)
            {
                if (head >= data.Length || data[head] == 0 || head + data[head] * 4 >= data.Length) return false;
                head += data[head] * 4;
                next = data[head - 1];
            }
        }

        if (head >= data.Length) return false;
        type = LinkLayer.Raw(data[head..], out packet);
        return type != LinkLayer.None;
    }

    static bool OpenAyiya(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        var head = 8 + (1 << (data[0] >> 4)) + (data[1] >> 4) * 4;
        if (head >= data.Length || data[3] != 41) return false;
        packet = data[head..];
        return packet[0] >> 4 == 6;
    }

    // On any port: only a complete IPv6 packet that fills the datagram is taken for one.
    static bool OpenTeredo(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> packet)
    {
        packet = data;
        if (data[0] == 0 && data[1] == 1 && data.Length > 13 && 4 + data[2] + data[3] + 9 is var size && size <= data.Length) packet = data[size..];
        if (packet.Length > 8 && packet[0] == 0 && packet[1] == 0) packet = packet[8..];
        return packet.Length >= 40 && packet[0] >> 4 == 6 && packet[6] is 0 or 6 or 17 or 44 or 58 or 59 or 60
            && BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) is var length && 40 + length <= packet.Length && 40 + length + 64 > packet.Length
            && (packet.Slice(8, 4).SequenceEqual(Prefix) || packet.Slice(24, 4).SequenceEqual(Prefix) || packet[8] == 0xFE);
    }

    static ReadOnlySpan<byte> Prefix => [0x20, 0x01, 0, 0];
}
