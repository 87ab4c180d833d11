using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Kerberos over UDP and TCP: requests for tickets and what came of them.</summary>
sealed class KerberosAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    const int MaxMessage = 128 << 10;

    static readonly int Row = LogNames.Source("kerberos");
    static readonly int RequestType = LogNames.Of("request_type"), Client = LogNames.Of("client"), Success = LogNames.Of("success"), ErrorCode = LogNames.Of("error_code");
    static readonly int Error = LogNames.Of("error_msg"), Till = LogNames.Of("till"), Cipher = LogNames.Of("cipher");
    static readonly int Forwardable = LogNames.Of("forwardable"), Renewable = LogNames.Of("renewable");

    Unfinished _fromClient, _fromServer;
    byte[]? _asked;
    long _time, _position, _number;

    public static bool Looks(ReadOnlySpan<byte> bytes) => bytes.Length > 10 && bytes[0] is 0x6A or 0x6B or 0x6C or 0x6D or 0x7E && KerberosMessage.TryParse(bytes, out _);

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (Connection.Key.Protocol != 6)
        {
            Message(data);
            return;
        }

        ref var kept = ref fromOriginator ? ref _fromClient : ref _fromServer;
        var bytes = kept.Join(data);
        while (bytes.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (length > MaxMessage)
            {
                Done = true;
                return;
            }

            if (bytes.Length < 4 + length) break;
            Message(bytes.Slice(4, (int)length));
            bytes = bytes[(4 + (int)length)..];
        }

        kept.Keep(bytes);
    }

    public override void Finish()
    {
        if (_asked is not null) Write(default);
        _fromClient.Free();
        _fromServer.Free();
    }

    void Message(ReadOnlySpan<byte> bytes)
    {
        if (!KerberosMessage.TryParse(bytes, out var message)) return;
        Connection.AddService(Connection.Key.Protocol == 6 ? "krb_tcp" : "krb");
        if (message.Type is 10 or 12)
        {
            if (_asked is not null) Write(default);
            _asked = bytes.ToArray();
        }

        if (message.Type is 10 or 12 || _asked is null) (_time, _position, _number) = (Log.Now, Log.Position, Log.Number);
        if (message.Type is 11 or 13 or 30) Write(message);
    }

    void Write(in KerberosMessage answer)
    {
        KerberosMessage asked = default;
        if (_asked is null || !KerberosMessage.TryParse(_asked, out asked)) asked = default;
        Span<byte> text = stackalloc byte[768];
        Log.Begin(Connection, _time);
        var type = asked.Type != 0 ? asked.Type : answer.Type is 11 or 13 ? answer.Type - 1 : 0;
        if (type != 0) Log.Text(RequestType, type == 10 ? "AS"u8 : "TGS"u8);
        var length = KerberosMessage.Write(answer.Client.IsEmpty ? asked.Client : answer.Client, text[..500]);
        var realm = answer.ClientRealm.IsEmpty ? asked.ServiceRealm : answer.ClientRealm;
        if (length > 0 && realm.Length < 250)
        {
            text[length++] = (byte)'/';
            realm.CopyTo(text[length..]);
            length += realm.Length;
        }

        Log.Text(Client, text[..length]);
        length = KerberosMessage.Write(answer.Service.IsEmpty ? asked.Service : answer.Service, text);
        Log.Text(LogNames.Service, text[..length]);
        if (answer.Type != 0) Log.Flag(Success, answer.Type != 30);
        if (answer.Type == 30)
        {
            Log.Whole(ErrorCode, answer.Error);
            Log.Text(Error, KerberosCodes.Error(answer.Error));
        }

        Log.Text(Till, asked.Till);
        if (answer.HasCipher) Log.Text(Cipher, KerberosCodes.Cipher(answer.Cipher));
        if (asked.Type != 0)
        {
            Log.Flag(Forwardable, asked.Forwardable);
            Log.Flag(Renewable, asked.Renewable);
        }

        Log.End(Row, _position, _number);
        _asked = null;
    }
}
