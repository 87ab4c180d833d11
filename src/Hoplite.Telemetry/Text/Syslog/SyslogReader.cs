namespace Hoplite.Telemetry.Text.Syslog;

/// <summary>Reads syslog files: RFC 3164, RFC 5424, and both as rsyslog and Cisco devices write them.</summary>
public sealed class SyslogReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "syslog";

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        var date = new YearlessDate(null);
        var share = TextHead.Percent(head, line => SyslogHeader.TryParse(line, date, out var header) && (!header.Host.IsEmpty || !header.Program.IsEmpty));
        return share >= 50 ? 50 + share * 3 / 10 : 0;
    }

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new SyslogParser(input.Source);
}
