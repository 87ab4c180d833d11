namespace Hoplite.Telemetry.Text.Tables;

/// <summary>Reads tables whose first line names the columns: CSV, TSV, and with semicolons or bars.</summary>
public sealed class CsvReader : LineReader
{
    /// <inheritdoc/>
    public override string Format => "csv";

    /// <inheritdoc/>
    /// <remarks>Only the first line tells the columns, and a quoted cell may hold line feeds.</remarks>
    public override InputSplit Split => InputSplit.None;

    /// <inheritdoc/>
    public override int Sniff(ReadOnlySpan<byte> head, string fileName)
    {
        if (!TextHead.IsText(head)) return 0;
        var first = TextHead.FirstLine(head);
        var delimiter = CsvParser.Delimiter(first);
        if (delimiter == 0 || !LooksLikeNames(first, delimiter)) return 0;
        var named = fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
        var columns = DelimitedRow.Count(first, delimiter);
        if (columns < 3 && !named) return 0;
        var share = TextHead.Percent(head, line => DelimitedRow.Count(line, delimiter) == columns);
        return named ? 60 + share * 3 / 10 : share >= 90 ? 55 : 0;
    }

    private protected override LineParser Begin(EvidenceInput input, IEventSink sink) => new CsvParser(input, sink);

    static bool LooksLikeNames(ReadOnlySpan<byte> first, byte delimiter)
    {
        var row = new DelimitedRow(first, delimiter);
        var any = false;
        while (row.Next())
        {
            if (row.Cell.Length > 128 || row.Cell.ContainsAny("={}<>;"u8)) return false;
            if (row.Cell.Length > 0 && row.Cell[0] is >= (byte)'0' and <= (byte)'9') return false;
            any |= row.Cell.Length > 0;
        }

        return any;
    }
}
