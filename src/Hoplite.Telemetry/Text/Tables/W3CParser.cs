using Hoplite.Telemetry.Text.Web;

namespace Hoplite.Telemetry.Text.Tables;

/// <summary>One line of a W3C extended log to one event, with the names the Sigma web rules use beside those of the log.</summary>
sealed class W3CParser : LineParser
{
    static readonly int Iis = LogSourceTable.Intern(new LogSource(null, "webserver", "iis"));
    static readonly int Other = LogSourceTable.Intern(new LogSource(null, "webserver"));
    static readonly int Date = FieldTable.Intern("date");
    static readonly int Time = FieldTable.Intern("time");

    readonly int _userAgentHeader = FieldTable.Intern("cs(User-Agent)");
    readonly int _refererHeader = FieldTable.Intern("cs(Referer)");
    readonly int _cookieHeader = FieldTable.Intern("cs(Cookie)");
    readonly int _hostHeader = FieldTable.Intern("cs(Host)");
    readonly byte[] _stamp = "0000-00-00T00:00:00"u8.ToArray();
    int[] _fields = [];
    int _source = Other;

    public override void Parse(in LogLine line)
    {
        var text = line.Text;
        if (text[0] == '#')
        {
            Header(text);
            return;
        }

        ReadOnlySpan<byte> stem = [], query = [];
        bool day = false, clock = false;
        for (var column = 0; !text.IsEmpty; column++)
        {
            ReadOnlySpan<byte> cell;
            if (text[0] == '"' && text[1..].IndexOf((byte)'"') is >= 0 and var close)
            {
                cell = text.Slice(1, close);
                text = text[(close + 2)..];
                Scan.Take(ref text, " "u8);
            }
            else
            {
                var end = text.IndexOfAny((byte)' ', (byte)'\t');
                cell = end < 0 ? text : text[..end];
                text = end < 0 ? [] : text[(end + 1)..];
            }

            if (column >= _fields.Length)
            {
                line.Add(Names.Param, cell);
                continue;
            }

            if (cell.SequenceEqual("-"u8)) continue;
            var name = _fields[column];
            line.Add(name, cell);
            if (name == Date && cell.Length == 10)
            {
                cell.CopyTo(_stamp);
                day = true;
            }
            else if (name == Time && cell.Length >= 8)
            {
                cell[..8].CopyTo(_stamp.AsSpan(11));
                clock = true;
            }
            else if (name == WebNames.Stem) stem = cell;
            else if (name == WebNames.Query) query = cell;
            else if (name == _userAgentHeader) line.Add(WebNames.UserAgent, cell);
            else if (name == _cookieHeader) line.Add(WebNames.Cookie, cell);
            else if (name == _hostHeader) line.Add(WebNames.Host, cell);
            else if (name == _refererHeader)
            {
                line.Add(WebNames.Referer, cell);
                line.Add(WebNames.Referrer, cell);
            }
        }

        if (!stem.IsEmpty) Whole(line, stem, query);
        line.End(day && clock ? Timestamps.FromIso(_stamp) : 0, _source);
    }

    static void Whole(in LogLine line, ReadOnlySpan<byte> stem, ReadOnlySpan<byte> query)
    {
        if (query.IsEmpty)
        {
            line.Add(WebNames.Uri, stem);
            return;
        }

        var room = line.Batch.Rent(stem.Length + 1 + query.Length);
        stem.CopyTo(room);
        room[stem.Length] = (byte)'?';
        query.CopyTo(room[(stem.Length + 1)..]);
        var length = stem.Length + 1 + query.Length;
        line.Batch.Add(WebNames.Uri, FieldKind.Text, line.Batch.Commit(length), length);
    }

    void Header(ReadOnlySpan<byte> text)
    {
        if (Scan.Take(ref text, "#Software:"u8)) _source = text.IndexOf("Internet Information"u8) >= 0 ? Iis : Other;
        if (!Scan.Take(ref text, "#Fields:"u8)) return;
        var names = new List<int>();
        text = text.TrimStart(" \t"u8);
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny((byte)' ', (byte)'\t');
            var name = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (!name.IsEmpty) names.Add(FieldTable.Intern(name));
        }

        _fields = [.. names];
    }
}
