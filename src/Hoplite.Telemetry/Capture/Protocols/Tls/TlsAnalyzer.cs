using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>TLS over TCP: records, and the handshake in them until it is encrypted.</summary>
sealed class TlsAnalyzer : Analyzer
{
    const int MaxHandshake = 128 << 10, MaxRecord = (16 << 10) + 2048;

    readonly TlsSession _session;
    readonly bool _clientIsOriginator;
    Unfinished _clientRecords, _serverRecords, _clientMessages, _serverMessages;
    bool _clientHidden, _serverHidden, _clientSpeaks, _serverSpeaks;

    public TlsAnalyzer(Connection connection, LogWriter log, bool clientIsOriginator) : base(connection, log)
    {
        _session = new TlsSession(connection, log, isQuic: false);
        _clientIsOriginator = clientIsOriginator;
    }

    /// <summary>Whether bytes begin with a greeting.</summary>
    public static bool Looks(ReadOnlySpan<byte> data, out bool fromClient)
    {
        fromClient = false;
        if (data.Length < 6 || data[0] != 22 || data[1] != 3 || data[2] > 4 || BinaryPrimitives.ReadUInt16BigEndian(data[3..]) is < 4 or > MaxRecord) return false;
        fromClient = data[5] == 1;
        return data[5] is 1 or 2;
    }

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        var fromClient = fromOriginator == _clientIsOriginator;
        ref var kept = ref fromClient ? ref _clientRecords : ref _serverRecords;
        var bytes = kept.Join(data);
        while (!Done && bytes.Length >= 5)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            if (bytes[0] is < 20 or > 24 || bytes[1] != 3 || length > MaxRecord)
            {
                Done = true;
                break;
            }

            if (bytes.Length < 5 + length) break;
            Record(fromClient, bytes[0], bytes.Slice(5, length));
            bytes = bytes[(5 + length)..];
        }

        if (!Done) kept.Keep(bytes);
    }

    public override void Finish()
    {
        _session.Write();
        _clientRecords.Free();
        _serverRecords.Free();
        _clientMessages.Free();
        _serverMessages.Free();
    }

    void Record(bool fromClient, byte type, ReadOnlySpan<byte> body)
    {
        ref var hidden = ref fromClient ? ref _clientHidden : ref _serverHidden;
        switch (type)
        {
            case 22 when !hidden: Handshake(fromClient, body); break;
            case 20: hidden = true; break;
            case 21 when !hidden && body.Length == 2:
                _session.Alert = body[1];
                if (body[0] == 2) Done = true;
                break;
            case 23:
                // Encrypted from here on; with version 1.3 that includes the end of the handshake.
                hidden = true;
                if (fromClient) _clientSpeaks = true;
                else _serverSpeaks = true;
                break;
        }

        _session.Established = _session.HasServer && ((_clientHidden && _serverHidden && !_session.IsThirteen) || (_clientSpeaks && _serverSpeaks));
        if (_session.Established) Done = true;
    }

    void Handshake(bool fromClient, ReadOnlySpan<byte> body)
    {
        ref var kept = ref fromClient ? ref _clientMessages : ref _serverMessages;
        var bytes = kept.Join(body);
        while (bytes.Length >= 4)
        {
            var length = bytes[1] << 16 | bytes[2] << 8 | bytes[3];
            if (length > MaxHandshake)
            {
                Done = true;
                return;
            }

            if (bytes.Length < 4 + length) break;
            _session.Message(fromClient, bytes[0], bytes.Slice(4, length));
            if (_session.HasServer || _session.HasClient) Connection.AddService("ssl");
            bytes = bytes[(4 + length)..];
        }

        kept.Keep(bytes);
    }
}
