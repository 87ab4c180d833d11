namespace Hoplite.Telemetry.Text.Tables;

/// <summary>Reads W3C extended logs as IIS and others write them.</summary>
public sealed class W3CReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "w3c";

    /// <inheritdoc/>
    public override InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (!head.StartsWith("#"u8)) return 0;
        return head.IndexOf("#Fields:"u8) is >= 0 and < 4096 ? 100 : 0;
    }

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new W3CParser();
}
