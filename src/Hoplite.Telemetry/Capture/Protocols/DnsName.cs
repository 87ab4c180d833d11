namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Reads names of the DNS with their pointers.</summary>
static class DnsName
{
    /// <summary>The most bytes of a name in its written form.</summary>
    public const int MaxText = 255;

    /// <summary>Writes the name at a place of a message with dots.</summary>
    /// <returns>The place behind it; -1 when it is damaged.</returns>
    public static int Read(ReadOnlySpan<byte> message, int at, Span<byte> text, out int length)
    {
        length = 0;
        var end = -1;
        for (var steps = 0; steps < 128; steps++)
        {
            if ((uint)at >= (uint)message.Length) return -1;
            int size = message[at];
            if (size == 0) return end < 0 ? at + 1 : end;
            if (size >= 0xC0)
            {
                if (at + 1 >= message.Length) return -1;
                if (end < 0) end = at + 2;
                var target = ((size & 0x3F) << 8) | message[at + 1];
                if (target >= at) return -1;
                at = target;
                continue;
            }

            if (size >= 0x40 || at + 1 + size > message.Length || length + size + 1 > text.Length) return -1;
            if (length > 0) text[length++] = (byte)'.';
            message.Slice(at + 1, size).CopyTo(text[length..]);
            length += size;
            at += size + 1;
        }

        return -1;
    }

    /// <summary>Turns the 32 letters of a NetBIOS name into the name; others stay as they are.</summary>
    public static int Plain(Span<byte> text, int length)
    {
        if (length < 32 || text[..32].IndexOfAnyExceptInRange((byte)'A', (byte)'P') >= 0) return length;
        for (var i = 0; i < 15; i++) text[i] = (byte)(((text[i * 2] - 'A') << 4) | (text[i * 2 + 1] - 'A'));
        return text[..15].TrimEnd((byte)' ').Length;
    }
}
