using Hoplite.Telemetry.Text.Syslog;
using Hoplite.Telemetry.Text.Web;

namespace Hoplite.Telemetry.Text;

/// <summary>
/// Takes apart the line of text that a shipper packed into a JSON event: Filebeat, Vector and Logstash call it <c>message</c>, Fluent Bit
/// <c>log</c>, the journal <c>MESSAGE</c>. Its fields are added to those the event has.
/// </summary>
sealed class PackedLine
{
    const int Shortest = 16, Longest = 64 << 10;

    static readonly int[] Carriers = [Names.Message, FieldTable.Intern("log"), FieldTable.Intern("event.original"), FieldTable.Intern("body"), FieldTable.Intern("event")];
    static readonly int JournalMessage = FieldTable.Intern("MESSAGE");
    static readonly int JournalProgram = FieldTable.Intern("SYSLOG_IDENTIFIER");

    readonly AccessLogParser _web = new("apache");
    SyslogParser _syslog = new(EvidenceSource.None);
    EvidenceSource _of = EvidenceSource.None;

    /// <summary>Looks for a line in the pending event of an unknown source.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="position">Where the event lies in the evidence.</param>
    /// <param name="time">Its time; that of the line when there was none.</param>
    /// <param name="source">Its log source; that of the line when there is one.</param>
    public void Add(EventBatch batch, long position, ref long time, ref int source)
    {
        if (!Find(batch, Carriers, position, out var line)) return;
        if (!ReferenceEquals(_of, batch.Source))
        {
            _of = batch.Source;
            _syslog = new SyslogParser(_of);
        }

        if (!_syslog.TryAdd(line, out var said, out var log) && !_web.TryAdd(line, out said, out log)) return;
        if (time == 0) time = said;
        source = log;
    }

    /// <summary>Takes apart the message of a journal entry by the program that wrote it.</summary>
    public static void AddJournal(EventBatch batch, long position, ProgramTable programs)
    {
        if (Find(batch, [JournalProgram], position, out var program) && Find(batch, [JournalMessage], position, out var line))
            SyslogParser.AddMessage(line, programs.Find(program.Text).Kind, line.Text);
    }

    static bool Find(EventBatch batch, ReadOnlySpan<int> names, long position, out LogLine line)
    {
        foreach (var field in batch.Pending)
        {
            if (!names.Contains(field.Name) || field.Kind is not (FieldKind.Text or FieldKind.JsonText) || field.Length > Longest) continue;
            if (names.Length > 1 && field.Length < Shortest) continue;
            var (offset, length) = (field.Offset, field.Length);
            if (field.Kind == FieldKind.JsonText)
            {
                var stored = batch.Stored(field);
                length = JsonEscapes.Unescape(stored, batch.Rent(length));
                offset = batch.Commit(length);
            }

            line = new LogLine(batch, batch.Arena.Slice(offset, length).TrimEnd("\r\n"u8), offset, position);
            return true;
        }

        line = default;
        return false;
    }
}
