namespace Hoplite.Telemetry.Capture;

/// <summary>IEEE 802.11: only data frames that are not encrypted carry packets.</summary>
static class Wireless
{
    public static ushort Open(ReadOnlySpan<byte> frame, PacketContext context, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (frame.Length < 24 || (frame[0] & 0x0C) != 0x08 || (frame[0] & 0x40) != 0 || (frame[1] & 0x40) != 0) return LinkLayer.None;
        var header = (frame[1] & 3) == 3 ? 30 : 24;
        if ((frame[0] & 0x80) != 0) header += (frame[1] & 0x80) != 0 ? 6 : 2;
        return frame.Length <= header ? LinkLayer.None : LinkLayer.Logical(frame[header..], context, out packet);
    }
}
