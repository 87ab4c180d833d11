namespace Hoplite.Telemetry.Text.Web;

/// <summary>One line of an error log to one event.</summary>
sealed class ErrorLogParser : LineParser
{
    static readonly int Apache = LogSourceTable.Intern(new LogSource(null, null, "apache"));
    static readonly int Nginx = LogSourceTable.Intern(new LogSource(null, null, "nginx"));
    static readonly int Client = FieldTable.Intern("client");
    static readonly int Thread = FieldTable.Intern("tid");

    int _last = Apache;

    /// <summary>Time of <c>[Sun Dec 04 04:47:44.123 2005] </c>; 0 when it is none.</summary>
    public static long ApacheTime(ReadOnlySpan<byte> text, out int used)
    {
        used = 0;
        if (text.Length < 26 || text[0] != '[' || text[4] != ' ' || text[8] != ' ') return 0;
        var close = text.IndexOf((byte)']');
        if (close is < 25 or > 40) return 0;
        int month = Scan.Month(text[5..]), day = Scan.Number(text.Slice(9, 2).Trim((byte)' ')), year = Scan.Number(text[(close - 4)..close]);
        if (month == 0 || year is < 1970 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month)) return 0;
        var clock = YearlessDate.TimeOfDay(text[12..close], out _);
        if (clock < 0) return 0;
        used = close + 1;
        return new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + clock;
    }

    /// <summary>Time of <c>2024/01/02 03:04:05 [</c>; 0 when it is none.</summary>
    public static long NginxTime(ReadOnlySpan<byte> text)
    {
        if (text.Length < 22 || text[4] != '/' || text[7] != '/' || text[19] != ' ' || text[20] != '[') return 0;
        Span<byte> stamp = stackalloc byte[19];
        text[..19].CopyTo(stamp);
        stamp[4] = stamp[7] = (byte)'-';
        return Timestamps.FromIso(stamp);
    }

    public override void Parse(in LogLine line)
    {
        var time = ApacheTime(line.Text, out var used);
        if (time != 0)
        {
            _last = Apache;
            ApacheBody(line, line.Text[used..].TrimStart((byte)' '));
        }
        else if ((time = NginxTime(line.Text)) != 0)
        {
            _last = Nginx;
            NginxBody(line, line.Text[20..]);
        }
        else line.Add(Names.Message, line.Text);
        line.End(time, _last);
    }

    // [module:level] [pid 1:tid 2] [client 1.2.3.4:5] message; older servers write [level] only
    static void ApacheBody(in LogLine line, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < 4 && text.StartsWith("["u8); i++)
        {
            var close = text.IndexOf("] "u8);
            if (close < 0) break;
            var part = text[1..close];
            if (Scan.Take(ref part, "pid "u8))
            {
                var colon = part.IndexOf(":tid "u8);
                line.Add(Names.Pid, colon < 0 ? part : part[..colon]);
                if (colon >= 0) line.Add(Thread, part[(colon + 5)..]);
            }
            else if (Scan.Take(ref part, "client "u8)) ClientOf(line, part);
            else if (i == 0)
            {
                var colon = part.IndexOf((byte)':');
                if (colon > 0) line.Add(Names.Component, part[..colon]);
                line.Add(Names.Level, part[(colon + 1)..]);
            }
            else break;
            text = text[(close + 2)..];
        }

        line.Add(Names.Message, text);
    }

    // [level] pid#tid: *connection message, client: 1.2.3.4, server: …
    static void NginxBody(in LogLine line, ReadOnlySpan<byte> text)
    {
        var close = text.IndexOf((byte)']');
        if (close > 0)
        {
            line.Add(Names.Level, text[1..close]);
            text = text[(close + 1)..].TrimStart((byte)' ');
            var colon = text.IndexOf(": "u8);
            var hash = colon < 0 ? -1 : text[..colon].IndexOf((byte)'#');
            if (hash > 0)
            {
                line.Add(Names.Pid, text[..hash]);
                line.Add(Thread, text[(hash + 1)..colon]);
                text = text[(colon + 2)..];
            }
        }

        line.Add(Names.Message, text);
        var client = text.IndexOf(", client: "u8);
        if (client < 0) return;
        var rest = text[(client + 10)..];
        var end = rest.IndexOf((byte)',');
        ClientOf(line, end < 0 ? rest : rest[..end]);
    }

    static void ClientOf(in LogLine line, ReadOnlySpan<byte> client)
    {
        line.Add(Client, client);
        var colon = client.LastIndexOf((byte)':');
        var single = colon > 0 && client.IndexOf((byte)':') == colon;
        line.Add(Names.ClientIp, single ? client[..colon] : client.Trim("[]"u8));
    }
}
