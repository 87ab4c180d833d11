namespace Hoplite.Telemetry.Archives;

/// <summary>Counts what is read from the packed side of an archive.</summary>
sealed class CountedStream(Stream inner, Action<long>? onRead = null) : ForwardStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count += read;
        onRead?.Invoke(read);
        return read;
    }
}
