using System.Buffers.Binary;
using Hoplite.Telemetry.Capture.Files;
using Hoplite.Telemetry.Capture.Protocols;

namespace Hoplite.Telemetry.Capture;

/// <summary>Sees every packet of a capture and keeps track of the connections they belong to.</summary>
sealed class Monitor : IDisposable
{
    readonly CaptureOptions _options;
    readonly LogWriter _log;
    readonly ConnectionTable _table;
    readonly Fragments _fragments;
    readonly StreamBudget _budget;
    readonly PacketContext _context = new();

    public Monitor(CaptureOptions options, LogWriter log)
    {
        _options = options;
        _log = log;
        _table = new ConnectionTable(options.MaxConnections, Ended);
        _fragments = new Fragments(options.MaxFragmented);
        _budget = new StreamBudget(options);
    }

    /// <summary>Packets of link types that are not read.</summary>
    public long UnknownLinks { get; private set; }

    /// <summary>Packets whose headers are cut off or make no sense.</summary>
    public long Damaged { get; private set; }

    /// <summary>Packets that belong to a connection.</summary>
    public long Followed { get; private set; }

    /// <summary>Packets of which fragments are missing.</summary>
    public long Incomplete => _fragments.Unfinished;

    public void See(in Frame frame, long number)
    {
        if (!LinkLayer.Knows(frame.LinkType))
        {
            UnknownLinks++;
            return;
        }

        (_log.Now, _log.Position, _log.Number) = (frame.Time, frame.Position, number);
        _context.Clear(frame.Time);
        _table.Advance(frame.Time);
        _fragments.Release();
        var type = LinkLayer.Open(frame.LinkType, frame.Bytes, _context, out var packet);
        Network(type, packet);
    }

    /// <summary>The capture has ended.</summary>
    public void Finish() => _table.Clear();

    public void Dispose() => _fragments.Dispose();

    void Network(ushort type, ReadOnlySpan<byte> bytes)
    {
        if (type == LinkLayer.Ethernet) type = LinkLayer.FromEthernet(bytes, _context, out bytes);
        else if (type == 0x880B) type = LinkLayer.PointToPoint(bytes, _context, out bytes);
        if (type is not (LinkLayer.IPv4 or LinkLayer.IPv6)) return;
        if (!IpPacket.TryParse(bytes, out var ip))
        {
            Damaged++;
            return;
        }

        if (ip.IsFragment)
        {
            if (!_fragments.Add(ip, out var whole)) return;
            ip = ip.Whole(whole);
        }

        switch (ip.Protocol)
        {
            case 6: Tcp(ip); break;
            case 17: Udp(ip); break;
            case 1 or 58 or 132 when ip.Payload.Length < 4: Damaged++; break;
            case 1 or 58: Icmp(ip); break;
            case 132: Other(ip, U16(ip.Payload), U16(ip.Payload[2..]), 12); break;
            case 4: Inside(LinkLayer.IPv4, ip.Payload, TunnelBetween(ip)); break;
            case 41: Inside(LinkLayer.IPv6, ip.Payload, TunnelBetween(ip)); break;
            case 47:
                type = Tunnels.OpenGre(ip.Payload, out var inner);
                if (type is LinkLayer.IPv4 or LinkLayer.IPv6 or LinkLayer.Ethernet or 0x880B) Inside(type, inner, TunnelBetween(ip));
                else Other(ip, 0, 0, 0);
                break;
            case 59: break;
            default: Other(ip, 0, 0, 0); break;
        }
    }

    // Tunnels without ports have no connection of their own, only a name.
    static ulong TunnelBetween(in IpPacket ip) =>
        UidText.Of(ip.Source < ip.Target ? new FlowKey(ip.Source, ip.Target, 0, 0, ip.Protocol) : new FlowKey(ip.Target, ip.Source, 0, 0, ip.Protocol), 0);

    void Inside(ushort type, ReadOnlySpan<byte> packet, ulong tunnel)
    {
        if (_context.Depth >= _options.MaxTunnels) return;
        var outer = _context.Tunnel;
        _context.Depth++;
        _context.Tunnel = tunnel;
        Network(type, packet);
        _context.Depth--;
        _context.Tunnel = outer;
    }

    void Tcp(in IpPacket ip)
    {
        if (!TcpSegment.TryParse(ip, out var segment))
        {
            Damaged++;
            return;
        }

        var key = new FlowKey(ip.Source, ip.Target, segment.SourcePort, segment.TargetPort, 6);
        var connection = _table.Find(key);
        if (connection is not null && TcpTracker.BeginsAnew(connection, segment))
        {
            _table.Remove(connection);
            connection = null;
        }

        if (connection is null)
        {
            var turn = segment.Syn ? segment.Acks : LikelyServer.IsOn(key.OriginatorPort, 6) && !LikelyServer.IsOn(key.ResponderPort, 6);
            connection = Begin(turn ? key.Turned : key, turn, segment.Syn && !segment.Acks ? ConnectionTable.Attempts : ConnectionTable.Open);
            connection.Streams = new StreamPair(connection, _log, _budget);
        }

        var fromOriginator = Seen(connection, key, ip, 0);
        TcpTracker.See(connection, fromOriginator, segment);
        _table.Touch(connection, TcpTracker.Queue(connection));
    }

    void Udp(in IpPacket ip)
    {
        var bytes = ip.Payload;
        if (bytes.Length < 8)
        {
            Damaged++;
            return;
        }

        var key = new FlowKey(ip.Source, ip.Target, U16(bytes), U16(bytes[2..]), 17);
        int length = U16(bytes[4..]);
        if (length < 8 || length > ip.PayloadLength) length = ip.PayloadLength;
        var data = bytes[8..Math.Min(bytes.Length, length)];
        var connection = _table.Find(key);
        if (connection is null)
        {
            var turn = LikelyServer.IsOn(key.OriginatorPort, 17) && !LikelyServer.IsOn(key.ResponderPort, 17);
            connection = Begin(turn ? key.Turned : key, turn, ConnectionTable.Datagrams);
        }

        var fromOriginator = Seen(connection, key, ip, length - 8);
        Active(connection, fromOriginator);
        _table.Touch(connection, ConnectionTable.Datagrams);
        if (Tunnels.OpenDatagram(key.OriginatorPort, key.ResponderPort, data, out var type, out var inner) is { } tunnel)
        {
            if (connection.Originator.Active && connection.Responder.Active || tunnel is "vxlan" or "geneve" or "ayiya") connection.AddService(tunnel);
            Inside(type, inner, connection.Uid);
            return;
        }

        if (connection.Datagrams is null && !connection.DatagramsTried)
        {
            connection.Datagrams = Identification.OfDatagram(connection, _log, data);
            connection.DatagramsTried = connection.Datagrams is null && connection.Originator.Packets + connection.Responder.Packets >= 4;
        }

        if (connection.Datagrams is not { } analyzer) return;
        analyzer.Data(fromOriginator, data);
        if (!analyzer.Done) return;
        analyzer.Finish();
        connection.Datagrams = null;
        connection.DatagramsTried = true;
    }

    void Icmp(in IpPacket ip)
    {
        var (type, other) = IcmpTypes.Ports(ip.Protocol, ip.Payload[0], ip.Payload[1]);
        Other(ip, type, other, 8);
    }

    void Other(in IpPacket ip, ushort from, ushort to, int header)
    {
        var key = new FlowKey(ip.Source, ip.Target, from, to, ip.Protocol);
        var connection = _table.Find(key) ?? Begin(key, false, ConnectionTable.Datagrams);
        var fromOriginator = Seen(connection, key, ip, Math.Max(0, ip.PayloadLength - header));
        if (ip.Protocol == 132) Active(connection, fromOriginator);
        _table.Touch(connection, ConnectionTable.Datagrams);
    }

    Connection Begin(in FlowKey key, bool turned, int queue)
    {
        var connection = new Connection(key, _context.Time, _log.Position, _log.Number) { Vlan = _context.Vlan, InnerVlan = _context.InnerVlan };
        if (turned) connection.Tell(true, '^');
        _table.Add(connection, queue);
        return connection;
    }

    bool Seen(Connection connection, in FlowKey key, in IpPacket ip, int payload)
    {
        var fromOriginator = connection.Key == key;
        ref var end = ref fromOriginator ? ref connection.Originator : ref connection.Responder;
        Followed++;
        end.Packets++;
        end.IpBytes += ip.Length;
        end.PayloadBytes += payload;
        
        // What follows the farewell of both sides does not make a connection longer.
        if (_context.Time > connection.Last && connection is not { Originator.State: EndState.Closed, Responder.State: EndState.Closed }) connection.Last = _context.Time;
        if (_context.Tunnel != 0) connection.AddTunnel(_context.Tunnel);
        return fromOriginator;
    }

    static void Active(Connection connection, bool fromOriginator)
    {
        ref var end = ref fromOriginator ? ref connection.Originator : ref connection.Responder;
        if (!end.Active) connection.Tell(fromOriginator, 'D');
        end.Active = true;
    }

    void Ended(Connection connection)
    {
        connection.Streams?.Finish();
        connection.Datagrams?.Finish();
        ConnectionLog.Write(_log, connection);
    }

    static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
