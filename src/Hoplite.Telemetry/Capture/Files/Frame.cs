namespace Hoplite.Telemetry.Capture.Files;

/// <summary>One packet as the capture holds it; its bytes live until the next one is asked for.</summary>
readonly ref struct Frame(ReadOnlySpan<byte> bytes, int linkType, int length, long time, long position)
{
    /// <summary>What was kept of it.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Number of the link type in the registry of libpcap.</summary>
    public int LinkType => linkType;

    /// <summary>How long it was on the wire.</summary>
    public int Length => length;

    /// <summary>UTC ticks.</summary>
    public long Time => time;

    /// <summary>Offset of its record in the capture.</summary>
    public long Position => position;
}

/// <summary>Gives the packets of a capture one after another.</summary>
abstract class FrameSource
{
    /// <summary>The most bytes one packet may have.</summary>
    public const int MaxPacket = 256 << 10;

    /// <summary>The next packet; false at the end.</summary>
    public abstract bool Next(out Frame frame);
}
