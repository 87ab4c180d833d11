namespace Hoplite.Telemetry.Text.Templates;

/// <summary>Reads any other text, line by line: finds time, level and component where they are, and the template of the message.</summary>
public sealed class TemplateReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "text";

    /// <inheritdoc/>
    /// <remarks>Templates are learnt from the lines before.</remarks>
    public override InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName) => TextHead.IsText(head) ? 5 : 0;

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new TemplateParser(input.Source);
}
