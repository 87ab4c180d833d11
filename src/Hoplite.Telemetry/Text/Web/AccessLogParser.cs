namespace Hoplite.Telemetry.Text.Web;

/// <summary>One line of an access log to one event.</summary>
sealed class AccessLogParser(string service) : LineParser
{
    static readonly int Port = FieldTable.Intern("s-port");

    readonly int _source = LogSourceTable.Intern(new LogSource(null, "webserver", service));

    /// <summary>The parts of a line before the status.</summary>
    public ref struct Parts
    {
        public ReadOnlySpan<byte> VirtualHost, Client, User, Request, Rest;
        public long Time;
    }

    /// <summary>Cuts <c>[vhost:port ]client ident user [time] "request" …</c></summary>
    public static bool TryCut(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = default;
        var open = text.IndexOf(" ["u8);
        if (open < 0) return false;
        var close = text[open..].IndexOf("] \""u8);
        if (close < 0) return false;
        parts.Time = ClfTime.Parse(text[(open + 2)..(open + close)]);
        if (parts.Time == 0) return false;

        var before = text[..open];
        var request = text[(open + close + 3)..];
        var first = Scan.Word(ref before);
        var second = Scan.Word(ref before);
        if (!second.SequenceEqual("-"u8) && before.StartsWith("- "u8) | before.IndexOf((byte)' ') > 0)
        {
            parts.VirtualHost = first;
            parts.Client = second;
            Scan.Word(ref before);
        }
        else parts.Client = first;
        parts.User = before;
        var end = Quote(request);
        if (end < 0) return false;
        parts.Request = request[..end];
        parts.Rest = request[(end + 1)..].TrimStart((byte)' ');
        return true;
    }

    public override void Parse(in LogLine line)
    {
        if (!TryAdd(line, out var time, out var source)) line.Add(Names.Message, line.Text);
        line.End(time, source);
    }

    /// <summary>Adds the fields of a line that is one of an access log, and does not end the event.</summary>
    public bool TryAdd(in LogLine line, out long time, out int source)
    {
        (time, source) = (0, _source);
        if (!TryCut(line.Text, out var parts)) return false;
        time = parts.Time;
        if (!parts.VirtualHost.IsEmpty)
        {
            var colon = parts.VirtualHost.LastIndexOf((byte)':');
            line.Add(WebNames.Host, colon > 0 ? parts.VirtualHost[..colon] : parts.VirtualHost);
            if (colon > 0) line.Add(Port, parts.VirtualHost[(colon + 1)..]);
        }

        line.Add(Names.ClientIp, parts.Client);
        Known(line, WebNames.User, parts.User);
        Request(line, parts.Request);
        var rest = parts.Rest;
        Known(line, WebNames.Status, Scan.Word(ref rest));
        Known(line, WebNames.Bytes, Scan.Word(ref rest));
        for (var i = 0; Scan.Take(ref rest, "\""u8); i++)
        {
            var end = Quote(rest);
            if (end < 0) break;
            var value = rest[..end];
            rest = rest[(end + 1)..].TrimStart((byte)' ');
            if (i == 0)
            {
                Known(line, WebNames.Referer, value);
                Known(line, WebNames.Referrer, value);
            }
            else Known(line, i == 1 ? WebNames.UserAgent : i == 2 ? WebNames.Forwarded : Names.Param, value);
        }

        return true;
    }

    // What is no request (a TLS greeting, an exploit) is kept whole as the address.
    static void Request(in LogLine line, ReadOnlySpan<byte> request)
    {
        var method = request.IndexOf((byte)' ');
        var uri = request;
        if (method > 0 && !request[..method].ContainsAnyExceptInRange((byte)'A', (byte)'Z'))
        {
            line.Add(WebNames.Method, request[..method]);
            uri = request[(method + 1)..];
            var version = uri.LastIndexOf(" HTTP/"u8);
            if (version >= 0)
            {
                line.Add(WebNames.Version, uri[(version + 1)..]);
                uri = uri[..version];
            }
        }

        line.Add(WebNames.Uri, uri);
        var query = uri.IndexOf((byte)'?');
        line.Add(WebNames.Stem, query < 0 ? uri : uri[..query]);
        if (query >= 0) line.Add(WebNames.Query, uri[(query + 1)..]);
    }

    static void Known(in LogLine line, int name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty && !value.SequenceEqual("-"u8)) line.Add(name, value);
    }

    static int Quote(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
        }

        return -1;
    }
}
