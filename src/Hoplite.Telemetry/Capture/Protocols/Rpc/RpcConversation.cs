using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>DCE/RPC over a pipe or a connection of its own: one row of dce_rpc.log for each call.</summary>
sealed class RpcConversation(Connection connection, LogWriter log, NtlmLog ntlm, byte[] pipe)
{
    const int MaxContexts = 32, MaxOpen = 64, Head = 16, MaxKept = 16 << 10;

    static readonly int Row = LogNames.Source("dce_rpc");
    static readonly int Pipe = LogNames.Of("named_pipe"), Endpoint = LogNames.Of("endpoint"), Operation = LogNames.Of("operation");

    readonly Dictionary<ushort, Guid> _contexts = [];
    readonly List<Call> _open = [];
    Unfinished _fromClient, _fromServer;
    long _skipClient, _skipServer;

    /// <summary>Whether bytes begin with a message.</summary>
    public static bool Looks(ReadOnlySpan<byte> data) =>
        data.Length >= Head && data[0] == 5 && data[1] <= 1 && data[2] is 0 or 2 or 3 or 11 or 12 or 13 or 14 or 15 or 16 && data.Length >= Head
        && data[4] is 0 or 0x10 && data[5] == 0 && Length(data) >= Head;

    /// <summary>Takes bytes; false when they are no DCE/RPC.</summary>
    public bool Data(bool fromClient, ReadOnlySpan<byte> data)
    {
        ref var skip = ref fromClient ? ref _skipClient : ref _skipServer;
        var passed = (int)Math.Min(skip, data.Length);
        skip -= passed;
        data = data[passed..];
        if (data.IsEmpty) return true;
        ref var kept = ref fromClient ? ref _fromClient : ref _fromServer;
        var bytes = kept.Join(data);
        while (bytes.Length >= Head)
        {
            if (!Looks(bytes))
            {
                kept.Free();
                return false;
            }

            var length = Length(bytes);
            if (bytes.Length < length && bytes.Length < MaxKept) break;
            var whole = bytes[..Math.Min(length, bytes.Length)];
            Message(fromClient, whole);
            skip = length - whole.Length;
            bytes = bytes[whole.Length..];
        }

        kept.Keep(bytes);
        return true;
    }

    public void Finish()
    {
        foreach (var call in _open) Write(call, false);
        _open.Clear();
        _fromClient.Free();
        _fromServer.Free();
    }

    void Message(bool fromClient, ReadOnlySpan<byte> message)
    {
        var isLittle = message[4] != 0;
        var id = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(message[12..]) : BinaryPrimitives.ReadUInt32BigEndian(message[12..]);
        connection.AddService("dce_rpc");
        switch (message[2])
        {
            case 11 or 14 when fromClient:
                Bind(message, isLittle);
                ntlm.See(message);
                break;
            case 12 or 15 when !fromClient:
                ntlm.See(message);
                break;
            case 16 when fromClient:
                ntlm.See(message);
                ntlm.Write(null);
                break;
            case 0 when fromClient && message.Length >= 24 && (message[3] & 1) != 0:
                if (_open.Count >= MaxOpen)
                {
                    Write(_open[0], false);
                    _open.RemoveAt(0);
                }

                _open.Add(new Call(id, U16(message[20..], isLittle), U16(message[22..], isLittle), log.Now, log.Position, log.Number));
                break;
            case 2 or 3 when !fromClient:
                var at = _open.FindIndex(c => c.Id == id);
                if (at < 0) return;
                Write(_open[at], true);
                _open.RemoveAt(at);
                break;
        }
    }

    void Bind(ReadOnlySpan<byte> message, bool isLittle)
    {
        if (message.Length < 28) return;
        var rest = message[28..];
        for (var n = (int)message[24]; n > 0 && rest.Length >= 24; n--)
        {
            var id = new Guid(rest.Slice(4, 16), bigEndian: !isLittle);
            if (_contexts.Count < MaxContexts) _contexts[U16(rest, isLittle)] = id;
            rest = rest[Math.Min(rest.Length, 24 + rest[2] * 20)..];
        }
    }

    void Write(in Call call, bool isAnswered)
    {
        if (!_contexts.TryGetValue(call.Context, out var id)) return;
        log.Begin(connection, call.Time);
        if (isAnswered) log.Seconds(LogNames.Rtt, Math.Max(0, log.Now - call.Time));
        if (pipe.Length > 0) log.Text(Pipe, pipe);
        else log.Whole(Pipe, connection.Key.ResponderPort);
        log.Text(Endpoint, RpcInterfaces.Default.Endpoint(id));
        log.Text(Operation, RpcInterfaces.Default.Operation(id, call.Number));
        log.End(Row, call.Position, call.Packet);
    }

    static int Length(ReadOnlySpan<byte> data) => U16(data[8..], data[4] != 0);

    static ushort U16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>A call without an answer yet.</summary>
    readonly record struct Call(uint Id, ushort Context, ushort Number, long Time, long Position, long Packet);
}
