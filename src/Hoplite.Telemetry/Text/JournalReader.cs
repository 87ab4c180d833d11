using System.Buffers.Binary;
using Hoplite.Telemetry.Lines;
using Hoplite.Telemetry.Text.Syslog;

namespace Hoplite.Telemetry.Text;

/// <summary>Reads the export format of the systemd journal: <c>NAME=value</c> lines, or a name alone and a length before bytes of any kind; a blank line ends an entry.</summary>
public sealed class JournalReader : IEventReader
{
    const int MaxEntry = LineBlocks.MaxLine;

    /// <inheritdoc/>
    public string Format => "journal";

    /// <inheritdoc/>
    public InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        head.StartsWith("__CURSOR="u8) || head.StartsWith("__REALTIME_TIMESTAMP="u8) ? 99 : 0;

    /// <inheritdoc/>
    public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
    {
        var programs = new ProgramTable();
        var buffer = new byte[256 << 10];
        int filled = 0, at = 0;
        var offset = input.Start;
        var left = input.Length;
        var ended = false;
        var batch = sink.Rent(input.Source);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = JournalEntry.Length(buffer.AsSpan(at, filled - at));
            if (size < 0 && !ended && filled - at < MaxEntry)
            {
                buffer.AsSpan(at, filled - at).CopyTo(buffer);
                (filled, at) = (filled - at, 0);
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var read = left == 0 ? 0 : input.Stream.Read(buffer.AsSpan(filled, (int)Math.Min(buffer.Length - filled, left)));
                filled += read;
                left -= read;
                ended = read == 0;
                sink.Progress(read);
                continue;
            }

            if (size < 0)
            {
                if (!ended) sink.Report(new ReadProblem(input.Source, offset, "journal entry too long, rest left out"));
                size = filled - at;
            }

            if (size == 0) break;
            JournalEntry.Add(batch, buffer.AsSpan(at, size), offset, programs, problem => sink.Report(new ReadProblem(input.Source, offset, problem)));
            at += size;
            offset += size;
            if (!ended && filled - at >= MaxEntry) break;
            if (!batch.IsFull) continue;
            sink.Post(batch);
            batch = sink.Rent(input.Source);
        }

        sink.Post(batch);
    }

    static class JournalEntry
    {
        static readonly int Stamp = FieldTable.Intern("__REALTIME_TIMESTAMP");
        static readonly int Identifier = FieldTable.Intern("SYSLOG_IDENTIFIER");

        /// <summary>The length of the entry at the beginning, with the blank line; -1 when it is not all there.</summary>
        public static int Length(ReadOnlySpan<byte> text)
        {
            var at = 0;
            while (at < text.Length)
            {
                var end = text[at..].IndexOf((byte)'\n');
                if (end < 0) return -1;
                var line = text.Slice(at, end);
                at += end + 1;
                if (line.IsEmpty) return at;
                if (line.Contains((byte)'=')) continue;
                if (text.Length - at < 8) return -1;
                var length = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
                if (length > MaxEntry) continue;
                at += 8 + (int)length + 1;
            }

            return -1;
        }

        public static void Add(EventBatch batch, ReadOnlySpan<byte> text, long position, ProgramTable programs, Action<string> report)
        {
            var origin = batch.Append(text);
            var line = new LogLine(batch, text, origin, position);
            long time = 0;
            var source = ProgramTable.Syslog;
            var rest = text;
            var any = false;
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf((byte)'\n');
                var word = end < 0 ? rest : rest[..end];
                rest = end < 0 ? [] : rest[(end + 1)..];
                if (word.IsEmpty) continue;
                var equals = word.IndexOf((byte)'=');
                scoped ReadOnlySpan<byte> name, value;
                if (equals > 0)
                {
                    name = word[..equals];
                    value = word[(equals + 1)..];
                }
                else if (equals < 0 && rest.Length >= 8 && BinaryPrimitives.ReadUInt64LittleEndian(rest) is var length && length <= (ulong)(rest.Length - 8))
                {
                    name = word;
                    value = rest.Slice(8, (int)length);
                    rest = rest[(8 + (int)length)..];
                }
                else
                {
                    report("journal field is damaged");
                    continue;
                }

                any = true;
                var id = FieldTable.Intern(name);
                line.Add(id, value);
                if (id == Stamp) time = EpochText.Parse(value);
                else if (id == Identifier) source = programs.Find(value).Source;
            }

            if (any) line.End(time, source);
        }
    }
}
