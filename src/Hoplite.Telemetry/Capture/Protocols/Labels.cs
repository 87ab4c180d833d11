namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Names protocols that are recognised by how they begin but not read any further.</summary>
static class Labels
{
    public static string? OfDatagram(Connection c, ReadOnlySpan<byte> data)
    {
        var port = c.Key.ResponderPort;
        if (port == 123 && data.Length >= 48 && (data[0] & 7) is >= 1 and <= 5 && ((data[0] >> 3) & 7) is >= 1 and <= 4) return "ntp";
        if (port is 161 or 162 && data.Length > 8 && data[0] == 0x30) return "snmp";
        if (port is 500 or 4500 && data.Length >= 28 && data[17] is 0x10 or 0x20) return "ike";
        if (port == 514 && data.Length > 3 && data[0] == '<' && data[..Math.Min(5, data.Length)].IndexOf((byte)'>') > 1) return "syslog";
        if (data.IndexOf(" SIP/2.0\r"u8) > 0 || data.StartsWith("SIP/2.0 "u8)) return "sip";
        return data.Length >= 20 && data[0] < 4 && data.Slice(4, 4).SequenceEqual((ReadOnlySpan<byte>)[0x21, 0x12, 0xA4, 0x42]) ? "stun" : null;
    }

    public static string? OfStream(Connection c, ReadOnlySpan<byte> data)
    {
        var port = c.Key.ResponderPort;
        if (data.StartsWith("RFB 00"u8)) return "rfb";
        if (data.StartsWith("+OK"u8) && port is 110 or 995) return "pop3";
        if (data.StartsWith("* OK"u8)) return "imap";
        if (data.StartsWith("PRI * HTTP/2.0\r\n"u8)) return "http2";
        if (port is >= 6660 and <= 6669 or 7000 && (data.StartsWith("NICK "u8) || data.StartsWith("USER "u8))) return "irc";
        if (port is 389 or 3268 && data.Length > 6 && data[0] == 0x30) return "ldap_tcp";
        if (port == 502 && data.Length >= 8 && data[2] == 0 && data[3] == 0) return "modbus";
        if (data.Length > 12 && data[0] == 0x10 && data.IndexOf("MQTT"u8) is > 1 and < 8) return "mqtt";
        if (data.Length >= 8 && data[0] == 0 && data[1] == 0 && data[4] == 0 && data[5] == 3 && data[6] == 0 && data[7] == 0) return "postgresql";
        return data.IndexOf(" SIP/2.0\r"u8) > 0 ? "sip" : null;
    }
}
