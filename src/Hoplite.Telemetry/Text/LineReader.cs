using Hoplite.Telemetry.Lines;

namespace Hoplite.Telemetry.Text;

/// <summary>What the readers of all formats that go line by line have in common.</summary>
public abstract class LineReader : IEventReader
{
    /// <inheritdoc/>
    public abstract string Format { get; }

    /// <inheritdoc/>
    public virtual InputSplit Split => InputSplit.Lines;

    /// <inheritdoc/>
    public abstract int Sniff(ReadOnlySpan<byte> head, string fileName);

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        var parser = Begin(input, sink);
        var blocks = new LineBlocks(input, sink);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = sink.Rent(input.Source);
            var (origin, length) = blocks.Next(batch, out var position).GetOffsetAndLength(batch.Used);
            if (length > 0) ParseBlock(parser, batch, origin, length, position);
            else parser.Finish(batch);
            sink.Post(batch);
            if (length == 0) return;
        }
    }

    /// <summary>The parser for one input.</summary>
    private protected abstract LineParser Begin(EvidenceInput input, IEventSink sink);

    static void ParseBlock(LineParser parser, EventBatch batch, int origin, int length, long position)
    {
        var block = batch.Arena.Slice(origin, length);
        var start = 0;
        while (start < length)
        {
            var rest = block[start..];
            var size = rest.IndexOf((byte)'\n');
            if (size < 0) size = rest.Length;
            var text = rest[..size];
            if (!text.IsEmpty && text[^1] == '\r') text = text[..^1];
            if (text.ContainsAnyExcept(" \t\r\0"u8)) parser.Parse(new LogLine(batch, text, origin + start, position + start));
            start += size + 1;
        }
    }
}
