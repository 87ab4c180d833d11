namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Tells by the first bytes, and only then by the port, what is spoken.</summary>
static class Identification
{
    public static Analyzer? OfDatagram(Connection c, LogWriter log, ReadOnlySpan<byte> data)
    {
        var key = c.Key;
        if (QuicAnalyzer.Looks(data)) return new QuicAnalyzer(c, log);
        if (key.ResponderPort is 67 or 68 && DhcpAnalyzer.Looks(data)) return new DhcpAnalyzer(c, log);
        if (KerberosAnalyzer.Looks(data)) return new KerberosAnalyzer(c, log);
        if (key.ResponderPort is 53 or 5353 or 5355 or 137 || key.OriginatorPort is 53 or 5353 || DnsMessage.Looks(data)) return new DnsAnalyzer(c, log);
        if (Labels.OfDatagram(c, data) is { } label) c.AddService(label);
        return null;
    }

    public static Analyzer? OfStream(Connection c, LogWriter log, bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (TlsAnalyzer.Looks(data, out var fromClient)) return new TlsAnalyzer(c, log, fromOriginator == fromClient);
        if (SmbAnalyzer.Looks(data)) return new SmbAnalyzer(c, log);
        if (HttpText.IsRequest(data)) return new HttpAnalyzer(c, log, fromOriginator);
        if (HttpText.IsResponse(data)) return new HttpAnalyzer(c, log, !fromOriginator);
        if (OfLines(c, log, fromOriginator, data) is { } lines) return lines;
        if (data.Length >= 16 && data[2] == 11 && RpcConversation.Looks(data)) return new RpcAnalyzer(c, log);
        if (RdpAnalyzer.Looks(data)) return new RdpAnalyzer(c, log);
        if (data.Length > 14 && data[0] == 0 && KerberosAnalyzer.Looks(data[4..])) return new KerberosAnalyzer(c, log);
        if (data.Length > 14 && (data[0] << 8 | data[1]) <= data.Length - 2 && (c.Key.ResponderPort == 53 || DnsMessage.Looks(data[2..]))) return new DnsAnalyzer(c, log);
        if (Labels.OfStream(c, data) is { } label) c.AddService(label);
        return null;
    }

    static Analyzer? OfLines(Connection c, LogWriter log, bool fromOriginator, ReadOnlySpan<byte> data)
    {
        var port = c.Key.ResponderPort;
        if (data.StartsWith("SSH-"u8) || data.IndexOf("\nSSH-"u8) >= 0 || (port == 22 && !fromOriginator)) return new SshAnalyzer(c, log);
        if (fromOriginator) return data.StartsWith("EHLO "u8) || data.StartsWith("HELO "u8) ? new SmtpAnalyzer(c, log) : null;
        if (!data.StartsWith("220"u8)) return null;
        if (port is 25 or 587 or 2525 || data.IndexOf("SMTP"u8) > 0) return new SmtpAnalyzer(c, log);
        return port == 21 || data.IndexOf("FTP"u8) > 0 ? new FtpAnalyzer(c, log) : null;
    }
}
