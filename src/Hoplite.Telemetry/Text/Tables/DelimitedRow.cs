namespace Hoplite.Telemetry.Text.Tables;

/// <summary>Walks over the cells of one CSV record as RFC 4180 writes them.</summary>
ref struct DelimitedRow(ReadOnlySpan<byte> text, byte delimiter)
{
    ReadOnlySpan<byte> _rest = text;
    bool _ended;

    /// <summary>The cell without its quotes.</summary>
    public ReadOnlySpan<byte> Cell { get; private set; }

    /// <summary>Whether doubled quotes are left in it.</summary>
    public bool HasQuotes { get; private set; }

    public bool Next()
    {
        if (_ended) return false;
        HasQuotes = false;
        if (_rest.Length > 0 && _rest[0] == '"')
        {
            var at = 1;
            while (true)
            {
                var quote = _rest[at..].IndexOf((byte)'"');
                if (quote < 0) break;
                at += quote;
                if (at + 1 < _rest.Length && _rest[at + 1] == '"')
                {
                    HasQuotes = true;
                    at += 2;
                    continue;
                }

                if (at + 1 < _rest.Length && _rest[at + 1] != delimiter) break;
                Cell = _rest[1..at];
                Skip(at + 1);
                return true;
            }

            HasQuotes = false;
        }

        var end = _rest.IndexOf(delimiter);
        Cell = end < 0 ? _rest : _rest[..end];
        Skip(Cell.Length);
        return true;
    }

    /// <summary>Whether a record goes on in the next line: a quote is open at its end.</summary>
    public static bool IsOpen(ReadOnlySpan<byte> text) => (text.Count((byte)'"') & 1) != 0;

    /// <summary>The number of cells.</summary>
    public static int Count(ReadOnlySpan<byte> text, byte delimiter)
    {
        var row = new DelimitedRow(text, delimiter);
        var count = 0;
        while (row.Next()) count++;
        return count;
    }

    void Skip(int length)
    {
        _ended = length >= _rest.Length;
        _rest = _ended ? [] : _rest[(length + 1)..];
    }
}
