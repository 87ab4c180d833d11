using System.Buffers.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Writes an exchange as a row of http.log.</summary>
static class HttpLog
{
    static readonly int Row = LogNames.Source("http");
    static readonly int Depth = LogNames.Of("trans_depth"), Method = LogNames.Of("method"), Host = LogNames.Of("host"), Uri = LogNames.Of("uri");
    static readonly int Referrer = LogNames.Of("referrer"), Agent = LogNames.Of("user_agent"), Origin = LogNames.Of("origin");
    static readonly int RequestBody = LogNames.Of("request_body_len"), ResponseBody = LogNames.Of("response_body_len");
    static readonly int Status = LogNames.Of("status_code"), Message = LogNames.Of("status_msg"), UserName = LogNames.Of("username");
    static readonly int Proxied = LogNames.Of("proxied"), RequestTypes = LogNames.Of("orig_mime_types"), ResponseTypes = LogNames.Of("resp_mime_types");
    static readonly int FileNames = LogNames.Of("resp_filenames"), HeaderNames = LogNames.Of("client_header_names");

    public static void Write(LogWriter log, Connection c, HttpExchange e)
    {
        log.Begin(c, e.Time);
        log.Whole(Depth, e.Depth);
        ReadOnlySpan<byte> head = e.Request;
        var line = HttpText.Line(head, out var next);
        var space = line.IndexOf((byte)' ');
        if (space > 0)
        {
            var last = line.LastIndexOf((byte)' ');
            log.Text(Method, line[..space]);
            log.Text(Host, HostName(Find(head[next..], "host"u8)));
            log.Text(Uri, last > space ? line[(space + 1)..last] : line[(space + 1)..]);
            log.Text(Referrer, Find(head[next..], "referer"u8));
            if (last > space && line.Length > last + 6) log.Text(LogNames.Version, line[(last + 6)..]);
            log.Text(Agent, Find(head[next..], "user-agent"u8));
            log.Text(Origin, Find(head[next..], "origin"u8));
        }

        log.Whole(RequestBody, e.RequestBody);
        log.Whole(ResponseBody, e.ResponseBody);
        if (e.Status is > 0 and var status)
        {
            log.Whole(Status, status);
            var first = HttpText.Line(e.Response, out _);
            if (first.Length > 13) log.Text(Message, first[13..]);
        }

        Credentials(log, Find(head[next..], "authorization"u8));
        if (Find(head[next..], "x-forwarded-for"u8) is { IsEmpty: false } forwarded) log.Text(Proxied, (byte[])[.. "X-FORWARDED-FOR -> "u8, .. forwarded]);
        if (e.RequestType is { } sent) log.Text(RequestTypes, sent);
        if (e.ResponseType is { } got) log.Text(ResponseTypes, got);
        log.Text(FileNames, FileName(Find(e.Response, "content-disposition"u8)));
        Names(log, head[next..]);
        log.End(Row, e.Position, e.Number);
    }

    /// <summary>The value of the first header of this name; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> wanted)
    {
        while (HttpText.Header(ref head, out var name, out var value))
            if (HttpText.Is(name, wanted)) return value;
        return default;
    }

    static void Names(LogWriter log, ReadOnlySpan<byte> head)
    {
        Span<byte> upper = stackalloc byte[64];
        for (var i = 0; i < 64 && HttpText.Header(ref head, out var name, out _); i++)
            if (name.Length <= upper.Length && System.Text.Ascii.ToUpper(name, upper, out var length) == System.Buffers.OperationStatus.Done) log.Text(HeaderNames, upper[..length]);
    }

    static ReadOnlySpan<byte> HostName(ReadOnlySpan<byte> host)
    {
        if (host.StartsWith("["u8)) return host[1..].IndexOf((byte)']') is >= 0 and var end ? host.Slice(1, end) : host;
        var colon = host.IndexOf((byte)':');
        return colon > 0 ? host[..colon] : host;
    }

    static ReadOnlySpan<byte> FileName(ReadOnlySpan<byte> disposition)
    {
        var at = disposition.IndexOf("filename="u8);
        if (at < 0) return default;
        var value = disposition[(at + 9)..];
        var end = value.IndexOf((byte)';');
        return (end < 0 ? value : value[..end]).Trim("\" "u8);
    }

    // The password stays where it is.
    static void Credentials(LogWriter log, ReadOnlySpan<byte> value)
    {
        if (value.Length is < 7 or > 512 || !HttpText.Is(value[..6], "basic "u8)) return;
        Span<byte> text = stackalloc byte[512];
        if (Base64.DecodeFromUtf8(value[6..], text, out _, out var length) != System.Buffers.OperationStatus.Done) return;
        var colon = text[..length].IndexOf((byte)':');
        if (colon >= 0) log.Text(UserName, text[..colon]);
    }
}
