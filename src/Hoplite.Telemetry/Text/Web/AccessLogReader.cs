namespace Hoplite.Telemetry.Text.Web;

/// <summary>Reads the access logs of Apache and nginx: common, combined, and with the virtual host in front.</summary>
public sealed class AccessLogReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "access";

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        TextHead.Percent(head, line => AccessLogParser.TryCut(line, out _)) is >= 60 and var share ? 55 + share * 4 / 10 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) =>
        new AccessLogParser(input.Source.Path.Contains("nginx", StringComparison.OrdinalIgnoreCase) ? "nginx" : "apache");
}
