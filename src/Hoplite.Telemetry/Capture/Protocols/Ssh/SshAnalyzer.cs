using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>SSH up to the point where it is encrypted: the two versions and what both sides agree on.</summary>
sealed class SshAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    const int MaxPacket = 64 << 10, MaxLine = 4096;

    static readonly int Row = LogNames.Source("ssh");
    static readonly int ClientName = LogNames.Of("client"), ServerName = LogNames.Of("server"), Cipher = LogNames.Of("cipher_alg"), Mac = LogNames.Of("mac_alg");
    static readonly int Compression = LogNames.Of("compression_alg"), Exchange = LogNames.Of("kex_alg"), HostKey = LogNames.Of("host_key_alg");
    static readonly int Hassh = LogNames.Of("hassh"), HasshServer = LogNames.Of("hasshServer");

    Unfinished _fromClient, _fromServer;
    byte[] _client = [], _server = [];
    SshOffer? _clientOffer, _serverOffer;
    long _time, _position, _number;
    bool _written;

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (_time == 0) (_time, _position, _number) = (Log.Now, Log.Position, Log.Number);
        ref var kept = ref fromOriginator ? ref _fromClient : ref _fromServer;
        var bytes = kept.Join(data);
        while (!Done && !bytes.IsEmpty)
        {
            var used = (fromOriginator ? _client : _server).Length == 0 ? Banner(fromOriginator, bytes) : Packet(fromOriginator, bytes);
            if (used == 0) break;
            bytes = bytes[used..];
        }

        if (!Done) kept.Keep(bytes);
        if (_clientOffer is not null && _serverOffer is not null) Done = true;
    }

    public override void Finish()
    {
        _fromClient.Free();
        _fromServer.Free();
        if (_written || (_client.Length == 0 && _server.Length == 0)) return;
        _written = true;
        Log.Begin(Connection, _time);
        var banner = _client.Length > 0 ? _client : _server;
        Log.Whole(LogNames.Version, banner.AsSpan().StartsWith("SSH-1."u8) && !banner.AsSpan().StartsWith("SSH-1.99"u8) ? 1 : 2);
        Log.Text(ClientName, _client);
        Log.Text(ServerName, _server);
        if (_clientOffer is { } ours && _serverOffer is { } theirs)
        {
            Log.Text(Cipher, ours.Agree(theirs, 2));
            Log.Text(Mac, ours.Agree(theirs, 4));
            Log.Text(Compression, ours.Agree(theirs, 6));
            Log.Text(Exchange, ours.Agree(theirs, 0));
            Log.Text(HostKey, ours.Agree(theirs, 1));
        }

        if (_clientOffer is not null) Fingerprint(Hassh, _clientOffer, 2, 4, 6);
        if (_serverOffer is not null) Fingerprint(HasshServer, _serverOffer, 3, 5, 7);
        Log.End(Row, _position, _number);
    }

    int Banner(bool fromClient, ReadOnlySpan<byte> bytes)
    {
        var line = HttpText.Line(bytes, out var next);
        if (next == bytes.Length && bytes[^1] != '\n')
        {
            if (bytes.Length > MaxLine) Done = true;
            return 0;
        }

        // A server may say something else first.
        if (!line.StartsWith("SSH-"u8)) return next;
        if (line.Length > 255) line = line[..255];
        if (fromClient) _client = line.ToArray();
        else _server = line.ToArray();
        Connection.AddService("ssh");
        return next;
    }

    int Packet(bool fromClient, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 6) return 0;
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length is < 2 or > MaxPacket)
        {
            Done = true;
            return 0;
        }

        if (bytes.Length < 4 + length) return 0;
        var payload = bytes.Slice(5, (int)length - 1);
        if (payload.Length > 17 && payload[0] == 20)
        {
            var offer = SshOffer.Parse(payload[17..]);
            if (fromClient) _clientOffer ??= offer;
            else _serverOffer ??= offer;
            if (offer is null) Done = true;
        }

        return 4 + (int)length;
    }

#pragma warning disable CA5351
    void Fingerprint(int name, SshOffer offer, int cipher, int mac, int compression)
    {
        byte[] text = [.. offer[0], (byte)';', .. offer[cipher], (byte)';', .. offer[mac], (byte)';', .. offer[compression]];
        Span<byte> hash = stackalloc byte[16];
        MD5.HashData(text, hash);
        Log.Hex(name, hash);
    }
#pragma warning restore CA5351
}
