namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>Reads lines of <c>key=value</c> pairs: logfmt and the logs of Fortinet devices.</summary>
public sealed class PairsReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "keyvalue";

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        TextHead.Percent(head, line => PairsMessage.Count(line) is { Pairs: >= 3 } count && count.Pairs > 4 * count.Others) is >= 60 and var share ? share * 7 / 10 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new Parser();

    sealed class Parser : LineParser
    {
        static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

        public override void Parse(in LogLine line)
        {
            if (PairsMessage.Count(line.Text).Pairs == 0)
            {
                line.Add(Names.Message, line.Text);
                line.End(0, Unknown);
                return;
            }

            var log = PairsMessage.Add(line, line.Text, out var time);
            line.End(time, log);
        }
    }
}
