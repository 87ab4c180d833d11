using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The beginning of QUIC: the greetings of TLS within its first packets.</summary>
sealed class QuicAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    const int MaxPackets = 16, MaxFailures = 4, MaxHello = 16 << 10;

    static readonly int Row = LogNames.Source("quic");
    static readonly int ServerName = LogNames.Of("server_name"), InitialId = LogNames.Of("client_initial_dcid"), ClientProtocol = LogNames.Of("client_protocol");

    readonly TlsSession _session = new(connection, log, isQuic: true);
    QuicCrypto? _client, _server;
    QuicKeys? _clientKeys, _serverKeys;
    byte[] _id = [], _name = [], _protocol = [];
    uint _version;
    long _time, _position, _number;
    int _packets, _failures;

    public static bool Looks(ReadOnlySpan<byte> data) =>
        data.Length >= 1000 && (data[0] & 0xC0) == 0xC0 && QuicKeys.Knows(BinaryPrimitives.ReadUInt32BigEndian(data[1..])) && data[5] <= 20;

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (_time == 0) (_time, _position, _number) = (Log.Now, Log.Position, Log.Number);
        var copy = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Max(1, data.Length) * 2);
        data.CopyTo(copy);
        var rest = copy.AsSpan(0, data.Length);
        for (var i = 0; i < 8 && !rest.IsEmpty && !Done; i++)
        {
            var used = Packet(fromOriginator, rest, copy.AsSpan(data.Length));
            if (used <= 0) break;
            rest = rest[used..];
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(copy);
        if (++_packets >= MaxPackets || _failures >= MaxFailures || (_session.HasClient && _session.HasServer)) Done = true;
    }

    public override void Finish()
    {
        if (_session.HasClient || _session.HasServer)
        {
            Log.Begin(Connection, _time);
            Log.Text(LogNames.Version, _version == QuicKeys.VersionTwo ? "quicv2"u8 : _version == QuicKeys.VersionOne ? "1"u8 : "draft"u8);
            Log.Hex(InitialId, _id);
            Log.Text(ServerName, _name);
            Log.Text(ClientProtocol, _protocol);
            Log.End(Row, _position, _number);
            _session.Established = _session.HasServer;
            _session.Write();
        }

        _clientKeys?.Dispose();
        _serverKeys?.Dispose();
        _client?.Dispose();
        _server?.Dispose();
        _clientKeys = _serverKeys = null;
        _client = _server = null;
    }

    // The length of the packet; 0 when no more can be told.
    int Packet(bool fromClient, Span<byte> bytes, Span<byte> plain)
    {
        if (bytes.Length < 24 || (bytes[0] & 0xC0) != 0xC0) return 0;
        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        if (!QuicKeys.Knows(version)) return 0;
        var kind = (bytes[0] >> 4) & 3;
        if (version == QuicKeys.VersionTwo) kind = (kind + 3) & 3;
        if (kind == 3) return 0;
        var at = 5;
        var id = bytes.Slice(at + 1, Math.Min(bytes[at], bytes.Length - at - 1));
        at += 1 + id.Length;
        if (id.Length > 20 || at >= bytes.Length) return 0;
        at += 1 + bytes[at];
        if (kind == 0)
        {
            if (!Number(bytes, ref at, out var token) || token > bytes.Length - at) return 0;
            at += (int)token;
        }

        if (!Number(bytes, ref at, out var length) || length > bytes.Length - at || length < 20) return 0;
        var end = at + (int)length;
        if (kind == 0) Initial(fromClient, version, id, bytes[..end], at, plain);
        return end;
    }

    void Initial(bool fromClient, uint version, ReadOnlySpan<byte> id, Span<byte> packet, int numberAt, Span<byte> plain)
    {
        // A retry makes the client begin again with another name.
        if (fromClient && _client is null && (_clientKeys is null || !id.SequenceEqual(_id)))
        {
            _clientKeys?.Dispose();
            _serverKeys?.Dispose();
            _id = id.ToArray();
            _version = version;
            _clientKeys = QuicKeys.Of(version, id, ofClient: true);
            _serverKeys = QuicKeys.Of(version, id, ofClient: false);
        }

        if ((fromClient ? _clientKeys : _serverKeys) is not { } keys) return;
        var length = keys.Open(packet, numberAt, plain);
        if (length < 0)
        {
            _failures++;
            return;
        }

        Connection.AddService("quic");
        ref var crypto = ref fromClient ? ref _client : ref _server;
        crypto ??= new QuicCrypto(MaxHello);
        crypto.Frames(plain[..length]);
        var hello = crypto.Message;
        if (hello.Length < 4) return;
        var body = hello[4..];
        if (fromClient && !_session.HasClient && ClientHello.TryParse(body, out var greeting)) (_name, _protocol) = (greeting.ServerName.ToArray(), greeting.Application.ToArray());
        _session.Message(fromClient, hello[0], body);
        if (_session.HasClient) Connection.AddService("ssl");
    }

    internal static bool Number(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        if ((uint)at >= (uint)bytes.Length) return false;
        var size = 1 << (bytes[at] >> 6);
        if (at + size > bytes.Length) return false;
        value = bytes[at] & 0x3F;
        for (var i = 1; i < size; i++) value = (value << 8) | bytes[at + i];
        at += size;
        return true;
    }
}
