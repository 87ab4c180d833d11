namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Takes lines and headers of HTTP apart.</summary>
static class HttpText
{
    public static bool IsResponse(ReadOnlySpan<byte> data) => data.StartsWith("HTTP/1."u8) || data.StartsWith("HTTP/0.9"u8);

    /// <summary>Whether bytes begin with a request line.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> data)
    {
        var space = data[..Math.Min(24, data.Length)].IndexOf((byte)' ');
        if (space is < 3 or > 20 || data[..space].IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_-"u8) >= 0) return false;
        var line = Line(data, out _);
        return line.Length < data.Length ? line.LastIndexOf(" HTTP/1."u8) > space || (line.LastIndexOf(" HTTP/0.9"u8) > space)
            : IsKnown(data[..space]);
    }

    /// <summary>The first line without its end, and where the next one begins; all of it when it has no end.</summary>
    public static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> data, out int next)
    {
        var end = data.IndexOf((byte)'\n');
        next = end < 0 ? data.Length : end + 1;
        if (end < 0) return data;
        return end > 0 && data[end - 1] == '\r' ? data[..(end - 1)] : data[..end];
    }

    /// <summary>The length of a head with its empty line; -1 when it is not complete.</summary>
    public static int HeadLength(ReadOnlySpan<byte> data, int from)
    {
        var at = Math.Max(0, from - 3);
        while (data[at..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            at += end + 1;
            if (at < data.Length && data[at] == '\n') return at + 1;
            if (at + 1 < data.Length && data[at] == '\r' && data[at + 1] == '\n') return at + 2;
        }

        return -1;
    }

    /// <summary>Takes the next header off a head; false at its end.</summary>
    public static bool Header(scoped ref ReadOnlySpan<byte> head, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        while (!head.IsEmpty)
        {
            var line = Line(head, out var next);
            head = head[next..];
            if (line.IsEmpty) return false;
            var colon = line.IndexOf((byte)':');
            if (colon <= 0) continue;
            name = line[..colon].Trim((byte)' ');
            value = line[(colon + 1)..].Trim(" \t"u8);
            return true;
        }

        return false;
    }

    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => System.Text.Ascii.EqualsIgnoreCase(name, wanted);

    static bool IsKnown(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("GET"u8) || method.SequenceEqual("POST"u8) || method.SequenceEqual("HEAD"u8) || method.SequenceEqual("PUT"u8)
        || method.SequenceEqual("DELETE"u8) || method.SequenceEqual("OPTIONS"u8) || method.SequenceEqual("CONNECT"u8) || method.SequenceEqual("PATCH"u8)
        || method.SequenceEqual("PROPFIND"u8);
}
