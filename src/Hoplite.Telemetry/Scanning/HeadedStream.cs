using Hoplite.Telemetry.Archives;

namespace Hoplite.Telemetry.Scanning;

/// <summary>A stream whose first bytes were looked at already and are given out once more.</summary>
sealed class HeadedStream(Stream rest) : ForwardStream
{
    /// <summary>How many bytes readers may look at.</summary>
    public const int HeadSize = 64 << 10;

    readonly byte[] _head = new byte[HeadSize];
    int _length, _given;

    /// <summary>Reads the first bytes.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _length = rest.ReadAtLeast(_head, HeadSize, throwOnEndOfStream: false);
        return _head.AsSpan(0, _length);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _length) return rest.Read(buffer);
        var n = Math.Min(buffer.Length, _length - _given);
        _head.AsSpan(_given, n).CopyTo(buffer);
        _given += n;
        return n;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
