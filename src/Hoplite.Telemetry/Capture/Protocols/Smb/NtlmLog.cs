using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Follows one NTLM authentication inside another protocol and writes it as a row of ntlm.log.</summary>
sealed class NtlmLog(Connection connection, LogWriter log)
{
    static readonly int Row = LogNames.Source("ntlm");
    static readonly int UserName = LogNames.Of("username"), HostName = LogNames.Of("hostname"), DomainName = LogNames.Of("domainname");
    static readonly int ServerName = LogNames.Of("server_nb_computer_name"), ServerDns = LogNames.Of("server_dns_computer_name"), Tree = LogNames.Of("server_tree_name");
    static readonly int Success = LogNames.Of("success");

    byte[] _challenge = [], _answer = [];
    long _time, _position, _number;

    /// <summary>Looks for messages of NTLM anywhere in these bytes.</summary>
    public void See(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf("NTLMSSP\0"u8);
        if (at < 0 || bytes.Length < at + 32) return;
        var message = bytes[at..];
        if (message.Length > 4096) message = message[..4096];
        var type = BinaryPrimitives.ReadUInt32LittleEndian(message[8..]);
        if (type == 2) _challenge = message.ToArray();
        if (type != 3 || message.Length < 64) return;
        Write(null);
        _answer = message.ToArray();
        (_time, _position, _number) = (log.Now, log.Position, log.Number);
        connection.AddService("ntlm");
    }

    /// <summary>The server has decided; null when that was not seen.</summary>
    public void Write(bool? isRight)
    {
        if (_answer.Length == 0) return;
        log.Begin(connection, _time);
        var isWide = (BinaryPrimitives.ReadUInt32LittleEndian(_answer.AsSpan(60)) & 1) != 0;
        Text(UserName, 36, isWide);
        Text(HostName, 44, isWide);
        Text(DomainName, 28, isWide);
        Server(ServerName, 1);
        Server(ServerDns, 3);
        Server(Tree, 5);
        if (isRight is { } right) log.Flag(Success, right);
        log.End(Row, _position, _number);
        _answer = [];
    }

    void Text(int name, int at, bool isWide)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(_answer.AsSpan(at));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(_answer.AsSpan(at + 4));
        if (start > _answer.Length || length > _answer.Length - start) return;
        var text = _answer.AsSpan((int)start, length);
        if (isWide) log.Utf16(name, text);
        else log.Text(name, text);
    }

    void Server(int name, int wanted)
    {
        if (_challenge.Length < 48) return;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(_challenge.AsSpan(40));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(_challenge.AsSpan(44));
        if (start > _challenge.Length || length > _challenge.Length - start) return;
        ReadOnlySpan<byte> pairs = _challenge.AsSpan((int)start, length);
        while (pairs.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(pairs), size = BinaryPrimitives.ReadUInt16LittleEndian(pairs[2..]);
            if (id == 0 || size > pairs.Length - 4) return;
            if (id == wanted) log.Utf16(name, pairs.Slice(4, size));
            pairs = pairs[(4 + size)..];
        }
    }
}
