using System.Text.Json;

namespace Hoplite.Telemetry.Json;

/// <summary>Small questions about JSON text.</summary>
static class JsonText
{
    /// <summary>The text behind a byte order mark and blanks.</summary>
    public static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> text) => (text.StartsWith("\uFEFF"u8) ? text[3..] : text).TrimStart(" \t\r\n"u8);

    /// <summary>Whether there is nothing but blanks.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>Whether the text is an object; only its beginning when the rest is not at hand.</summary>
    public static bool IsObject(ReadOnlySpan<byte> text, bool whole)
    {
        var reader = new Utf8JsonReader(text, whole, new JsonReaderState(new JsonReaderOptions { MaxDepth = JsonLineParser.MaxDepth + 1 }));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            var tokens = 1;
            while (reader.Read()) tokens++;
            return whole ? reader.CurrentDepth == 0 : tokens > 2;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The log source that the name of a Zeek log tells (<c>dns.log</c>, <c>dns.12:00.json.gz</c>); used when its lines do not.</summary>
    public static int FromFileName(string path, int otherwise)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\', '!']) + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0) name = name[..dot];
        return name is "conn" or "dns" or "http" or "ssl" or "files" or "smb_files" or "smb_mapping" or "kerberos" or "notice" or "weird" or "x509"
            or "ssh" or "smtp" or "ftp" or "rdp" or "dhcp" or "ntlm" or "dce_rpc" or "dpd" or "pe" or "sip" or "snmp" or "tunnel" or "irc" or "rfb" or "mysql" or "software" or "known_hosts" or "known_services"
            ? LogSourceTable.Intern(new LogSource("zeek", null, name))
            : otherwise;
    }
}
