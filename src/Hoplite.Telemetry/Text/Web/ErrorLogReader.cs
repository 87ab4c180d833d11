namespace Hoplite.Telemetry.Text.Web;

/// <summary>Reads the error logs of Apache and nginx.</summary>
public sealed class ErrorLogReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "weberror";

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        TextHead.Percent(head, line => ErrorLogParser.ApacheTime(line, out _) != 0 || ErrorLogParser.NginxTime(line) != 0) is >= 50 and var share ? 50 + share * 4 / 10 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new ErrorLogParser();
}
