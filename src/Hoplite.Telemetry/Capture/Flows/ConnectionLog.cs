namespace Hoplite.Telemetry.Capture;

/// <summary>Writes a connection that has ended as a row of conn.log.</summary>
static class ConnectionLog
{
    static readonly int Log = LogNames.Source("conn");
    static readonly int Duration = LogNames.Of("duration"), OrigBytes = LogNames.Of("orig_bytes"), RespBytes = LogNames.Of("resp_bytes");
    static readonly int State = LogNames.Of("conn_state"), LocalOrig = LogNames.Of("local_orig"), LocalResp = LogNames.Of("local_resp");
    static readonly int Missed = LogNames.Of("missed_bytes"), History = LogNames.Of("history"), Tunnels = LogNames.Of("tunnel_parents");
    static readonly int OrigPackets = LogNames.Of("orig_pkts"), OrigIp = LogNames.Of("orig_ip_bytes"), RespPackets = LogNames.Of("resp_pkts"), RespIp = LogNames.Of("resp_ip_bytes");
    static readonly int Vlan = LogNames.Of("vlan"), InnerVlan = LogNames.Of("inner_vlan"), IpProto = LogNames.Of("ip_proto");

    public static void Write(LogWriter log, Connection c)
    {
        var key = c.Key;
        log.Begin(c, c.First);
        log.Text(LogNames.Proto, key.Protocol switch { 6 => "tcp"u8, 17 => "udp"u8, 1 or 58 => "icmp"u8, 132 => "sctp"u8, _ => "unknown_transport"u8 });
        if (c.Services is { } services) log.Text(LogNames.Service, services.Count == 1 ? services[0] : string.Join(',', services));
        if (c.Last > c.First)
        {
            log.Seconds(Duration, c.Last - c.First);
            log.Whole(OrigBytes, key.Protocol == 6 ? c.Originator.Size : c.Originator.PayloadBytes);
            log.Whole(RespBytes, key.Protocol == 6 ? c.Responder.Size : c.Responder.PayloadBytes);
        }

        log.Text(State, ConnectionState.Of(c));
        log.Flag(LocalOrig, AddressText.IsLocal(key.Originator));
        log.Flag(LocalResp, AddressText.IsLocal(key.Responder));
        log.Whole(Missed, key.Protocol == 6 ? MissedBytes(c.Originator) + MissedBytes(c.Responder) : 0);
        log.Text(History, c.History);
        log.Whole(OrigPackets, c.Originator.Packets);
        log.Whole(OrigIp, c.Originator.IpBytes);
        log.Whole(RespPackets, c.Responder.Packets);
        log.Whole(RespIp, c.Responder.IpBytes);
        if (c.Tunnels is { } tunnels)
            foreach (var tunnel in tunnels) log.Uid(Tunnels, tunnel);
        if (c.Vlan >= 0) log.Whole(Vlan, c.Vlan);
        if (c.InnerVlan >= 0) log.Whole(InnerVlan, c.InnerVlan);
        log.Whole(IpProto, key.Protocol);
        log.End(Log, c.Position, c.Number);
    }

    static long MissedBytes(in Endpoint end) => Math.Max(0, end.Size - end.Seen);
}
