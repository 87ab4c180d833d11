namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>Lines of the Linux packet filter: <c>IN=eth0 OUT= SRC=… DST=… PROTO=TCP SPT=… DPT=…</c></summary>
static class FirewallMessage
{
    static readonly int Firewall = LogSourceTable.Intern(new LogSource("linux", "firewall"));
    static readonly int Action = Names.Action;

    /// <summary>Adds its fields and tells its log source; the one given when it is another message.</summary>
    public static int Add(in LogLine line, ReadOnlySpan<byte> body, int otherwise)
    {
        if (body.IndexOf(" SRC="u8) < 0 || body.IndexOf(" DST="u8) < 0) return otherwise;
        if (body.IndexOf("BLOCK"u8) >= 0 || body.IndexOf("DROP"u8) >= 0 || body.IndexOf("DENY"u8) >= 0 || body.IndexOf("REJECT"u8) >= 0) line.Batch.Add(Action, "blocked"u8);
        else if (body.IndexOf("ALLOW"u8) >= 0 || body.IndexOf("ACCEPT"u8) >= 0) line.Batch.Add(Action, "allowed"u8);
        var start = body.IndexOf("IN="u8);
        var scan = new PairScan(start >= 0 ? body[start..] : body);
        while (scan.Next())
        {
            if (!scan.HasValue || scan.Key.Length > 16 || scan.Value.IsEmpty) continue;
            line.Add(FieldTable.Intern(scan.Key), scan.Value);
            if (scan.Key.SequenceEqual("SRC"u8)) line.Add(Names.SourceIp, scan.Value);
            else if (scan.Key.SequenceEqual("DST"u8)) line.Add(Names.TargetIp, scan.Value);
            else if (scan.Key.SequenceEqual("SPT"u8)) line.Add(Names.SourcePort, scan.Value);
            else if (scan.Key.SequenceEqual("DPT"u8)) line.Add(Names.TargetPort, scan.Value);
        }

        return Firewall;
    }
}
