namespace Hoplite.Telemetry.Text.Tables;

/// <summary>Reads the logs of Zeek in their own tab-separated form.</summary>
public sealed class ZeekReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "zeek";

    /// <inheritdoc/>
    public override InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) =>
        head.StartsWith("#separator "u8) || head.StartsWith("#fields\t"u8) ? 100 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new ZeekParser();
}
