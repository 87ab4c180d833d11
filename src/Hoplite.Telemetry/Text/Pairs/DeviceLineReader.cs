namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>Reads files of bare CEF or LEEF lines; those behind a syslog header are read by the syslog reader.</summary>
public sealed class DeviceLineReader : LineReader
{
    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

    /// <inheritdoc/>
    public override string Format => "cef";

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        TextHead.Percent(head, line => line.StartsWith("CEF:"u8) || line.StartsWith("LEEF:"u8)) >= 50 ? 95 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new Parser();

    sealed class Parser : LineParser
    {
        readonly int _rt = FieldTable.Intern("rt");
        readonly int _start = FieldTable.Intern("start");
        readonly int _devTime = FieldTable.Intern("devTime");

        public override void Parse(in LogLine line)
        {
            var log = CefMessage.Add(line, line.Text) ?? LeefMessage.Add(line, line.Text);
            long time = 0;
            if (log is null) line.Add(Names.Message, line.Text);
            else
                foreach (ref var field in line.Batch.Pending)
                    if (time == 0 && (field.Name == _rt || field.Name == _start || field.Name == _devTime)) time = EpochText.Parse(line.Batch.Text(ref field));
            line.End(time, log ?? Unknown);
        }
    }
}
