namespace Hoplite.Telemetry.Evtx;

/// <summary>Reads Windows event logs (EVTX) in place: values stay in the chunk until somebody asks for their text.</summary>
public sealed class EvtxReader : IEventReader
{
    const int Sector = 512;

    [ThreadStatic]
    static ChunkReader? _idle;

    /// <inheritdoc/>
    public string Format => "evtx";

    /// <inheritdoc/>
    public InputSplit Split => InputSplit.EvtxChunks;

    /// <inheritdoc/>
    public int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        if (head.StartsWith(EvtxFileHeader.Magic) || head.StartsWith(ChunkReader.Magic)) return 100;
        if (!fileName.EndsWith(".evtx", StringComparison.OrdinalIgnoreCase)) return 0;
        return head.Length > EvtxFileHeader.Size && ChunkReader.IsChunk(head[EvtxFileHeader.Size..]) ? 95 : 40;
    }

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        var chunks = _idle ?? new ChunkReader();
        _idle = null;
        var batch = sink.Rent(input.Source);
        try
        {
            var (position, end) = (input.Start, input.Length > long.MaxValue - input.Start ? long.MaxValue : input.Start + input.Length);
            if (position == 0) position = ReadHeader(input, batch, chunks, end, sink);
            while (position < end)
            {
                cancellation.ThrowIfCancellationRequested();
                if (batch.IsFull)
                {
                    sink.Post(batch);
                    batch = sink.Rent(input.Source);
                }

                var length = Fill(input.Stream, batch.Rent(ChunkReader.Size), 0, (int)Math.Min(ChunkReader.Size, end - position));
                if (length == 0) break;
                if (Moved(batch.Rent(length)[..length]) is > 0 and var moved)
                {
                    // Bytes were lost or put in before this chunk: the log goes on at another alignment.
                    sink.Report(new(input.Source, position, "no chunk where one belongs"));
                    var space = batch.Rent(ChunkReader.Size);
                    space[moved..length].CopyTo(space);
                    sink.Progress(moved);
                    position += moved;
                    length = length - moved + Fill(input.Stream, space, length - moved, ChunkReader.Size - length + moved);
                }

                Chunk(batch, chunks, length, position, input.Source, sink);
                position += length;
                sink.Progress(length);
                if (length < ChunkReader.Size) break;
            }
        }
        finally
        {
            sink.Post(batch);
        }

        _idle = chunks;
    }

    // A file that lost its header may begin with a chunk.
    static long ReadHeader(EvidenceInput input, EventBatch batch, ChunkReader chunks, long end, IEventSink sink)
    {
        var space = batch.Rent(ChunkReader.Size)[..ChunkReader.Size];
        var length = Fill(input.Stream, space, 0, (int)Math.Min(EvtxFileHeader.Size, end));
        sink.Progress(length);
        if (length < EvtxFileHeader.Size || !space.StartsWith(ChunkReader.Magic))
        {
            EvtxFileHeader.Check(space[..length], input, sink);
            return length;
        }

        sink.Report(new(input.Source, 0, "file header is missing"));
        var rest = Fill(input.Stream, space, length, (int)Math.Min(ChunkReader.Size, end) - length);
        sink.Progress(rest);
        Chunk(batch, chunks, length + rest, 0, input.Source, sink);
        return length + rest;
    }

    static void Chunk(EventBatch batch, ChunkReader chunks, int length, long position, EvidenceSource source, IEventSink sink)
    {
        var bytes = batch.Rent(length)[..length];
        if (ChunkReader.IsChunk(bytes)) chunks.Read(batch, batch.Commit(length), length, position, sink);
        else if (bytes.ContainsAnyExcept((byte)0)) sink.Report(new(source, position, "no chunk where one belongs"));
    }

    /// <summary>Where a chunk begins that does not begin where it belongs; 0 when one does, or none is there.</summary>
    static int Moved(ReadOnlySpan<byte> bytes)
    {
        if (ChunkReader.IsChunk(bytes)) return 0;
        for (var at = Sector; at + ChunkReader.Magic.Length <= bytes.Length; at += Sector)
            if (bytes[at..].StartsWith(ChunkReader.Magic)) return at;
        return 0;
    }

    static int Fill(Stream stream, Span<byte> space, int start, int count)
    {
        var filled = 0;
        while (filled < count)
        {
            var read = stream.Read(space.Slice(start + filled, count - filled));
            if (read == 0) break;
            filled += read;
        }

        return filled;
    }
}
