using System.Runtime.CompilerServices;
using Hoplite.Telemetry.Lines;
using Hoplite.Telemetry.Text;

namespace Hoplite.Telemetry.Json;

/// <summary>Reads one JSON object a line (NDJSON), from whatever product.</summary>
public sealed class JsonLinesReader : IEventReader
{
    [ThreadStatic]
    static JsonLineParser? _parser;

    [ThreadStatic]
    static JsonStructure? _structure;

    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);
    static readonly int Zeek = LogSourceTable.Intern(new LogSource("zeek"));

    /// <inheritdoc/>
    public string Format => "jsonl";

    /// <inheritdoc/>
    public InputSplit Split => InputSplit.Lines;

    /// <inheritdoc/>
    public int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        head = JsonText.SkipBlanks(head);
        if (head.IsEmpty || head[0] != '{') return 0;
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end];
        return JsonText.IsObject(line, whole: end >= 0) ? 90 : 0;
    }

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        var parser = _parser ??= new JsonLineParser();
        var structure = _structure ??= new JsonStructure();
        var blocks = new LineBlocks(input, sink);
        var fallback = JsonText.FromFileName(input.Source.Path, Unknown);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = sink.Rent(input.Source);
            var (origin, length) = blocks.Next(batch, out var position).GetOffsetAndLength(batch.Used);
            if (length > 0) ParseBlock(batch, origin, length, position, fallback, parser, structure, sink);
            sink.Post(batch);
            if (length == 0) return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ParseBlock(
        EventBatch batch, int origin, int length, long position, int fallback, JsonLineParser parser, JsonStructure structure, IEventSink sink)
    {
        var text = batch.Arena.Slice(origin, length);
        structure.Index(text);
        int mark = 0, start = 0;
        while (start < length)
        {
            var problem = parser.Parse(batch, text, origin, structure, ref mark, start);
            var end = mark < structure.Count ? (int)structure.Marks[mark] : length;
            mark++;
            if (problem is null)
            {
                var source = parser.Traits.LogSource(batch, fallback);
                var time = parser.Traits.Time;
                if (source == Zeek) source = fallback == Unknown ? Zeek : fallback;
                else if (source == Unknown) parser.Packed.Add(batch, position + start, ref time, ref source);
                else if (parser.Traits.IsJournal) PackedLine.AddJournal(batch, position + start, parser.Programs);
                batch.End(time, source, position + start, -1, origin + start, end - start);
            }
            else
            {
                batch.Abandon();
                if (!JsonText.IsBlank(text[start..end])) sink.Report(new ReadProblem(batch.Source, position + start, problem));
            }

            start = end + 1;
        }
    }
}
