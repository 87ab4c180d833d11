namespace Hoplite.Telemetry.Json;

/// <summary>
/// Reads JSON that is not one object a line: arrays, pretty-printed objects one behind another, and objects that wrap an array of
/// records.
/// </summary>
public sealed class JsonDocumentReader : IEventReader
{
    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

    /// <inheritdoc/>
    public string Format => "json";

    /// <inheritdoc/>
    public InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        head = JsonText.SkipBlanks(head);
        if (head.IsEmpty) return 0;
        if (head[0] == '[')
        {
            var inner = JsonText.SkipBlanks(head[1..]);
            return inner.Length > 0 && inner[0] is (byte)'{' or (byte)']' or (byte)'[' ? 80 : 0;
        }

        if (head[0] != '{') return 0;
        var key = JsonText.SkipBlanks(head[1..]);
        if (key.IsEmpty || key[0] is not ((byte)'"' or (byte)'}')) return 0;

        // A wrapper written on one line is an object a line, too; the records in it are what is wanted.
        return JsonWrapper.IsWrapper(head) ? 92 : 85;
    }

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        var fallback = JsonText.FromFileName(input.Source.Path, Unknown);
        var cutter = new JsonElements(input, sink);
        var parser = new JsonLineParser();
        var structure = new JsonStructure();
        var more = true;
        while (more)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = sink.Rent(input.Source);
            while (!batch.IsFull && (more = cutter.Next()))
            {
                var origin = batch.Append(cutter.Element);
                JsonLinesReader.ParseBlock(batch, origin, cutter.Element.Length, cutter.Position, fallback, parser, structure, sink);
            }

            sink.Post(batch);
        }
    }
}
