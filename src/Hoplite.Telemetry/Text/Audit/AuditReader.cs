namespace Hoplite.Telemetry.Text.Audit;

/// <summary>Reads the log of the Linux audit daemon; the records of one audit event become one event.</summary>
public sealed class AuditReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "auditd";

    /// <inheritdoc/>
    /// <remarks>A cut could part the records of one event.</remarks>
    public override InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        TextHead.Percent(head, line => (line.StartsWith("type="u8) || line.StartsWith("node="u8)) && AuditFields.TryStamp(line, out _)) >= 50 ? 97 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new AuditParser();
}
