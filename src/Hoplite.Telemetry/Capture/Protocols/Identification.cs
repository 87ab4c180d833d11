namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Tells by the first bytes, and only then by the port, what is spoken.</summary>
static class Identification
{
    public static Analyzer? OfDatagram(Connection c, LogWriter log, ReadOnlySpan<byte> data)
    {
        var key = c.Key;
        if (key.ResponderPort is 53 or 5353 or 5355 or 137 || key.OriginatorPort is 53 or 5353 || DnsMessage.Looks(data)) return new DnsAnalyzer(c, log);
        return null;
    }

    public static Analyzer? OfStream(Connection c, LogWriter log, bool fromOriginator, ReadOnlySpan<byte> data)
    {
        var key = c.Key;
        if (TlsAnalyzer.Looks(data, out var fromClient)) return new TlsAnalyzer(c, log, fromOriginator == fromClient);
        if (SmbAnalyzer.Looks(data)) return new SmbAnalyzer(c, log);
        if (data.StartsWith("SSH-"u8) || data.IndexOf("\nSSH-"u8) >= 0 || (key.ResponderPort == 22 && !fromOriginator)) return new SshAnalyzer(c, log);
        if (HttpText.IsRequest(data)) return new HttpAnalyzer(c, log, fromOriginator);
        if (HttpText.IsResponse(data)) return new HttpAnalyzer(c, log, !fromOriginator);
        if (data.Length > 14 && (data[0] << 8 | data[1]) <= data.Length - 2 && (key.ResponderPort == 53 || DnsMessage.Looks(data[2..]))) return new DnsAnalyzer(c, log);
        if (data.Length >= 16 && data[2] == 11 && RpcConversation.Looks(data)) return new RpcAnalyzer(c, log);
        return null;
    }
}
