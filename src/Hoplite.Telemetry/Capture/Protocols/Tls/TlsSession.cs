using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>What both sides of TLS have said of themselves, and the row of ssl.log it makes.</summary>
sealed class TlsSession(Connection connection, LogWriter log, bool isQuic)
{
    const int MaxChain = 10;

    static readonly int Row = LogNames.Source("ssl");
    static readonly int Cipher = LogNames.Of("cipher"), Curve = LogNames.Of("curve"), ServerName = LogNames.Of("server_name"), Resumed = LogNames.Of("resumed");
    static readonly int LastAlert = LogNames.Of("last_alert"), NextProtocol = LogNames.Of("next_protocol"), EstablishedName = LogNames.Of("established");
    static readonly int Chain = LogNames.Of("cert_chain_fps"), ClientChain = LogNames.Of("client_cert_chain_fps"), Subject = LogNames.Of("subject"), Issuer = LogNames.Of("issuer");
    static readonly int Ja3 = LogNames.Of("ja3"), Ja3S = LogNames.Of("ja3s"), Ja4 = LogNames.Of("ja4");

    readonly byte[] _ja3 = new byte[16], _ja3S = new byte[16], _ja4 = new byte[36];
    readonly List<byte[]> _chain = [], _clientChain = [];
    byte[] _name = [], _session = [], _next = [];
    string _subject = "", _issuer = "";
    ushort _version, _cipher, _curve;
    long _time, _position, _number;
    bool _client, _server, _resumed, _written;

    public bool HasClient => _client;

    public bool HasServer => _server;

    public bool IsThirteen => _version == 0x0304;

    public bool Established { get; set; }

    public byte? Alert { get; set; }

    /// <summary>A whole handshake message came.</summary>
    public void Message(bool fromClient, byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case 1 when fromClient && !_client: Client(body); break;
            case 2 when !fromClient && !_server: Server(body); break;
            case 11: Certificates(fromClient, body); break;
            case 12 when !fromClient && body.Length > 4 && body[0] == 3: _curve = BinaryPrimitives.ReadUInt16BigEndian(body[1..]); break;
        }
    }

    /// <summary>Writes the row, once.</summary>
    public void Write()
    {
        if (_written || (!_client && !_server)) return;
        _written = true;
        log.Begin(connection, _time);
        if (_version != 0) log.Text(LogNames.Version, TlsNames.Version(_version));
        if (_server) log.Text(Cipher, TlsNames.Cipher(_cipher));
        if (_curve != 0) log.Text(Curve, TlsNames.Group(_curve));
        log.Text(ServerName, _name);
        log.Flag(Resumed, _resumed);
        if (Alert is { } alert) log.Text(LastAlert, TlsNames.Alert(alert));
        log.Text(NextProtocol, _next);
        log.Flag(EstablishedName, Established);
        foreach (var print in _chain) log.Hex(Chain, print);
        foreach (var print in _clientChain) log.Hex(ClientChain, print);
        log.Text(Subject, _subject);
        log.Text(Issuer, _issuer);
        if (_client) log.Hex(Ja3, _ja3);
        if (_server) log.Hex(Ja3S, _ja3S);
        if (_client) log.Text(Ja4, _ja4);
        log.End(Row, _position, _number);
    }

    void Client(ReadOnlySpan<byte> body)
    {
        if (!ClientHello.TryParse(body, out var hello)) return;
        Begin();
        _client = true;
        _name = hello.ServerName.ToArray();
        _session = hello.Session.ToArray();
        TlsFingerprints.Ja3(hello, _ja3);
        TlsFingerprints.Ja4(hello, isQuic, _ja4);
    }

    void Server(ReadOnlySpan<byte> body)
    {
        if (body.Length < 38 || 35 + body[34] + 3 > body.Length) return;
        Begin();
        var session = body.Slice(35, body[34]);
        var rest = body[(35 + session.Length)..];
        var legacy = BinaryPrimitives.ReadUInt16BigEndian(body);
        _server = true;
        _version = legacy;
        _cipher = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var extensions = rest.Length >= 5 ? rest[5..Math.Min(rest.Length, 5 + BinaryPrimitives.ReadUInt16BigEndian(rest[3..]))] : default;
        TlsFingerprints.Ja3S(legacy, _cipher, extensions, _ja3S);
        var isShared = false;
        while (TlsExtensions.Next(ref extensions, out var type, out var data))
        {
            if (type == 43 && data.Length == 2) _version = BinaryPrimitives.ReadUInt16BigEndian(data);
            else if (type == 51 && data.Length >= 2) _curve = BinaryPrimitives.ReadUInt16BigEndian(data);
            else if (type == 16 && data.Length > 3 && 3 + data[2] <= data.Length) _next = data.Slice(3, data[2]).ToArray();
            else if (type == 41) isShared = true;
        }

        _resumed = IsThirteen ? isShared : !session.IsEmpty && session.SequenceEqual(_session);
    }

    void Begin()
    {
        if (_time == 0) (_time, _position, _number) = (log.Now, log.Position, log.Number);
    }

    void Certificates(bool fromClient, ReadOnlySpan<byte> body)
    {
        if (body.Length < 3) return;
        var chain = fromClient ? _clientChain : _chain;
        for (var rest = body[3..]; rest.Length > 3 && chain.Count < MaxChain;)
        {
            var length = rest[0] << 16 | rest[1] << 8 | rest[2];
            if (length == 0 || 3 + length > rest.Length) return;
            var print = new byte[32];
            var found = CertificateLog.Write(log, connection, rest.Slice(3, length), !fromClient && chain.Count == 0, fromClient && chain.Count == 0, print);
            if (!fromClient && chain.Count == 0 && found is not null) (_subject, _issuer) = (found.Subject, found.Issuer);
            chain.Add(print);
            rest = rest[(3 + length)..];
        }
    }
}
