using Hoplite.Telemetry.Json;

namespace Hoplite.Telemetry.Text.Tables;

/// <summary>One record of a table to one event; the first record names the fields.</summary>
sealed class CsvParser(EvidenceInput input, IEventSink sink) : LineParser
{
    const int MaxRecord = 1 << 20, MaxColumns = 4096;

    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

    readonly EventTraits _traits = new();
    int[] _columns = [];
    byte _delimiter;
    byte[] _open = [];
    int _openLength;
    long _openPosition;

    /// <summary>The delimiter of a header line; 0 when it has one column only.</summary>
    public static byte Delimiter(ReadOnlySpan<byte> header)
    {
        byte best = 0;
        var most = 1;
        foreach (var delimiter in ",\t;|"u8)
        {
            var count = DelimitedRow.Count(header, delimiter);
            if (count <= most) continue;
            most = count;
            best = delimiter;
        }

        return best;
    }

    public override void Parse(in LogLine line)
    {
        if (_columns.Length == 0)
        {
            Header(line.Text);
            return;
        }

        if (_openLength == 0 && !DelimitedRow.IsOpen(line.Text))
        {
            Record(line.Batch, line.Text, line.Origin, line.Position);
            return;
        }

        if (_openLength == 0) _openPosition = line.Position;
        else Keep("\n"u8);
        Keep(line.Text);
        if (_openLength > MaxRecord) GiveUp(line.Batch);
        else if (!DelimitedRow.IsOpen(_open.AsSpan(0, _openLength))) Close(line.Batch);
    }

    public override void Finish(EventBatch batch)
    {
        if (_openLength > 0) GiveUp(batch);
    }

    void Header(ReadOnlySpan<byte> text)
    {
        _delimiter = Delimiter(text);
        if (_delimiter == 0) _delimiter = (byte)',';
        var columns = new List<int>();
        var row = new DelimitedRow(text, _delimiter);
        while (row.Next() && columns.Count < MaxColumns)
            columns.Add(FieldTable.Intern(row.Cell.IsEmpty ? System.Text.Encoding.ASCII.GetBytes($"column_{columns.Count + 1}") : row.Cell.Trim((byte)' ')));
        _columns = [.. columns];
    }

    void Record(EventBatch batch, ReadOnlySpan<byte> text, int origin, long position)
    {
        var line = new LogLine(batch, text, origin, position);
        var row = new DelimitedRow(text, _delimiter);
        _traits.Clear();
        for (var i = 0; row.Next(); i++)
        {
            var name = i < _columns.Length ? _columns[i] : Names.Param;
            if (row.HasQuotes) Unquote(batch, name, row.Cell);
            else line.Add(name, row.Cell);
            _traits.See(name, row.Cell);
        }

        line.End(_traits.Time, _traits.LogSource(batch, Unknown));
    }

    static void Unquote(EventBatch batch, int name, ReadOnlySpan<byte> cell)
    {
        var room = batch.Rent(cell.Length);
        var length = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            room[length++] = cell[i];
            if (cell[i] == '"' && i + 1 < cell.Length && cell[i + 1] == '"') i++;
        }

        batch.Add(name, FieldKind.Text, batch.Commit(length), length);
    }

    void Close(EventBatch batch)
    {
        var origin = batch.Append(_open.AsSpan(0, _openLength));
        Record(batch, _open.AsSpan(0, _openLength), origin, _openPosition);
        _openLength = 0;
    }

    // A quote that is never closed is a stray one: its lines are records of their own.
    void GiveUp(EventBatch batch)
    {
        sink.Report(new ReadProblem(input.Source, _openPosition, "quoted cell is not closed; its lines are read one by one"));
        var origin = batch.Append(_open.AsSpan(0, _openLength));
        var start = 0;
        while (start < _openLength)
        {
            var size = _open.AsSpan(start, _openLength - start).IndexOf((byte)'\n');
            if (size < 0) size = _openLength - start;
            if (size > 0) Record(batch, _open.AsSpan(start, size), origin + start, _openPosition + start);
            start += size + 1;
        }

        _openLength = 0;
    }

    void Keep(ReadOnlySpan<byte> text)
    {
        if (_open.Length < _openLength + text.Length) Array.Resize(ref _open, Math.Max(_open.Length * 2, _openLength + text.Length + 256));
        text.CopyTo(_open.AsSpan(_openLength));
        _openLength += text.Length;
    }
}
