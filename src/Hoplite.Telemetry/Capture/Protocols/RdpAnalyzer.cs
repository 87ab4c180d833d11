using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The greeting of the Remote Desktop Protocol: who wants in, and how it will be protected.</summary>
sealed class RdpAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    const int MaxGreeting = 4096;

    static readonly int Row = LogNames.Source("rdp");
    static readonly int Cookie = LogNames.Of("cookie"), Result = LogNames.Of("result"), Security = LogNames.Of("security_protocol");

    Unfinished _fromClient, _fromServer;
    byte[] _cookie = [];
    long _time, _position, _number;
    bool _asked;

    public static bool Looks(ReadOnlySpan<byte> data) => data.Length >= 11 && data[0] == 3 && data[1] == 0 && data[5] == 0xE0 && data[4] + 5 == BinaryPrimitives.ReadUInt16BigEndian(data[2..]);

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        ref var kept = ref fromOriginator ? ref _fromClient : ref _fromServer;
        var bytes = kept.Join(data);
        if (bytes.Length >= 4 && (bytes[0] != 3 || BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) is < 11 or > MaxGreeting))
        {
            Done = true;
            return;
        }

        if (bytes.Length < 11 || bytes.Length < BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
        {
            kept.Keep(bytes);
            return;
        }

        var message = bytes[..BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])];
        if (message[5] == 0xE0) Asked(message[11..]);
        else if (message[5] == 0xD0 && _asked) Answered(message[11..]);
        else Done = true;
        kept.Free();
    }

    public override void Finish()
    {
        if (_asked) Write(-1, 0);
        _fromClient.Free();
        _fromServer.Free();
    }

    void Asked(ReadOnlySpan<byte> rest)
    {
        (_time, _position, _number) = (Log.Now, Log.Position, Log.Number);
        _asked = true;
        Connection.AddService("rdp");
        if (!rest.StartsWith("Cookie: mstshash="u8)) return;
        var value = rest[17..];
        var end = value.IndexOf((byte)'\r');
        _cookie = (end < 0 ? value : value[..end]).ToArray();
    }

    void Answered(ReadOnlySpan<byte> rest)
    {
        var kind = rest.Length >= 8 ? rest[0] : 0;
        var value = rest.Length >= 8 ? BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) : 0;
        Write(kind, value);
        if (kind == 2 && value != 0) Changes = true;
        else Done = true;
    }

    void Write(int kind, uint value)
    {
        _asked = false;
        Log.Begin(Connection, _time);
        Log.Text(Cookie, _cookie);
        if (kind == 3) Log.Text(Result, value switch { 1 => "SSL_REQUIRED_BY_SERVER"u8, 2 => "SSL_NOT_ALLOWED_BY_SERVER"u8, 3 => "SSL_CERT_NOT_ON_SERVER"u8, 5 => "HYBRID_REQUIRED_BY_SERVER"u8, _ => "failed"u8 });
        else if (kind >= 0) Log.Text(Result, kind == 2 && value != 0 ? "encrypted"u8 : "Success"u8);
        if (kind is 0 or 2) Log.Text(Security, value switch { 0 => "RDP"u8, 1 => "SSL"u8, 2 => "HYBRID"u8, 8 => "HYBRID_EX"u8, _ => "unknown"u8 });
        Log.End(Row, _position, _number);
    }
}
