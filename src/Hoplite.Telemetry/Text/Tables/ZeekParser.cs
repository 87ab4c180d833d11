using System.Text;

namespace Hoplite.Telemetry.Text.Tables;

/// <summary>One line of a Zeek log to one event. Header lines may come again where logs were joined.</summary>
sealed class ZeekParser : LineParser
{
    const int MaxPaths = 256;

    static readonly int Bare = LogSourceTable.Intern(new LogSource("zeek"));
    static readonly Lock Gate = new();
    static readonly HashSet<string> Paths = new(StringComparer.Ordinal);

    readonly int _ts = FieldTable.Intern("ts");
    byte _separator = (byte)'\t';
    byte _setSeparator = (byte)',';
    byte[] _empty = "(empty)"u8.ToArray();
    byte[] _unset = "-"u8.ToArray();
    int[] _fields = [];
    bool[] _isSet = [];
    int _source = Bare;

    public override void Parse(in LogLine line)
    {
        if (line.Text[0] == '#')
        {
            Header(line.Text);
            return;
        }

        var rest = line.Text;
        long time = 0;
        for (var column = 0; ; column++)
        {
            var end = rest.IndexOf(_separator);
            var cell = end < 0 ? rest : rest[..end];
            if (column < _fields.Length) Cell(line, column, cell);
            else line.Add(Names.Param, cell);
            if (column < _fields.Length && _fields[column] == _ts) time = EpochText.Parse(cell);
            if (end < 0) break;
            rest = rest[(end + 1)..];
        }

        line.End(time, _source);
    }

    void Cell(in LogLine line, int column, ReadOnlySpan<byte> cell)
    {
        if (cell.SequenceEqual(_unset)) return;
        if (cell.SequenceEqual(_empty)) cell = cell[..0];
        if (!_isSet[column])
        {
            Value(line, _fields[column], cell);
            return;
        }

        while (true)
        {
            var end = cell.IndexOf(_setSeparator);
            Value(line, _fields[column], end < 0 ? cell : cell[..end]);
            if (end < 0) return;
            cell = cell[(end + 1)..];
        }
    }

    // Zeek writes the separator and bytes that are not printable as \xHH.
    static void Value(in LogLine line, int name, ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("\\x"u8) < 0)
        {
            line.Add(name, value);
            return;
        }

        var room = line.Batch.Rent(value.Length);
        var length = Unescape(value, room);
        line.Batch.Add(name, FieldKind.Text, line.Batch.Commit(length), length);
    }

    static int Unescape(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 3 < value.Length && value[i + 1] == 'x'
                && Convert.FromHexString(value.Slice(i + 2, 2), target.Slice(length, 1), out _, out _) == System.Buffers.OperationStatus.Done)
            {
                length++;
                i += 3;
            }
            else target[length++] = value[i];
        }

        return length;
    }

    void Header(ReadOnlySpan<byte> text)
    {
        if (Scan.Take(ref text, "#separator "u8))
        {
            Span<byte> separator = stackalloc byte[Math.Min(text.Length, 16)];
            if (Unescape(text[..separator.Length], separator) == 1) _separator = separator[0];
            return;
        }

        var end = text.IndexOf(_separator);
        if (end < 0) return;
        var value = text[(end + 1)..];
        switch (Encoding.UTF8.GetString(text[..Math.Min(end, 32)]))
        {
            case "#set_separator" when value.Length == 1: _setSeparator = value[0]; break;
            case "#empty_field": _empty = value.ToArray(); break;
            case "#unset_field": _unset = value.ToArray(); break;
            case "#path": _source = Source(Encoding.UTF8.GetString(value)); break;
            case "#fields":
                var names = new List<int>();
                foreach (var part in value.Split(_separator)) names.Add(FieldTable.Intern(value[part]));
                _fields = [.. names];
                _isSet = new bool[_fields.Length];
                break;
            case "#types":
                var column = 0;
                foreach (var part in value.Split(_separator))
                    if (column < _isSet.Length) _isSet[column++] = value[part].StartsWith("set["u8) || value[part].StartsWith("vector["u8);
                break;
        }
    }

    static int Source(string path)
    {
        if (path.Length > 64) return Bare;
        lock (Gate)
            if (!Paths.Contains(path))
            {
                if (Paths.Count >= MaxPaths) return Bare;
                Paths.Add(path);
            }

        return LogSourceTable.Intern(new LogSource("zeek", null, path));
    }
}
