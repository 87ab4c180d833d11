using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>DNS over UDP and TCP, multicast DNS, LLMNR and NetBIOS names: one row for each question with its answer.</summary>
sealed class DnsAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    const int MaxOpen = 64;

    static readonly int Row = LogNames.Source("dns");
    static readonly int Id = LogNames.Of("trans_id"), Query = LogNames.Of("query"), Class = LogNames.Of("qclass"), ClassName = LogNames.Of("qclass_name");
    static readonly int Type = LogNames.Of("qtype"), TypeName = LogNames.Of("qtype_name"), Code = LogNames.Of("rcode"), CodeName = LogNames.Of("rcode_name");
    static readonly int Aa = LogNames.Of("AA"), Tc = LogNames.Of("TC"), Rd = LogNames.Of("RD"), Ra = LogNames.Of("RA"), Z = LogNames.Of("Z"), Rejected = LogNames.Of("rejected");
    static readonly int Opcode = LogNames.Of("opcode");

    readonly List<Open> _open = [];
    Unfinished _fromOriginator, _fromResponder;
    int _damaged;

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (Connection.Key.Protocol != 6)
        {
            Message(fromOriginator, data);
            return;
        }

        ref var kept = ref fromOriginator ? ref _fromOriginator : ref _fromResponder;
        var bytes = kept.Join(data);
        while (bytes.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(bytes) is var length && bytes.Length >= 2 + length)
        {
            Message(fromOriginator, bytes.Slice(2, length));
            bytes = bytes[(2 + length)..];
        }

        kept.Keep(bytes);
    }

    public override void Finish()
    {
        foreach (var open in _open) Write(open, default, [], false);
        _open.Clear();
        _fromOriginator.Free();
        _fromResponder.Free();
    }

    void Message(bool fromOriginator, ReadOnlySpan<byte> bytes)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxText];
        if (!DnsMessage.TryParse(bytes, name, out var length, out var message))
        {
            if (++_damaged > 8) Done = true;
            return;
        }

        Connection.AddService("dns");
        if (Connection.Key.ResponderPort is 137 or 138) length = DnsName.Plain(name, length);
        if (message.Questions == 0 && message.IsResponse && message.Answers > 0) message = message with { Type = DnsAnswers.First(bytes, message, name, out length), Class = 1 };
        var isShared = Connection.Key.ResponderPort == 5353;
        if (!message.IsResponse)
        {
            var asked = new Open(message, name[..length].ToArray(), Log.Now, Log.Position, Log.Number);
            if (isShared) Write(asked, default, [], false);
            else
            {
                // The same question once more is not another one.
                if (_open.Exists(o => o.Message.Id == message.Id && o.Message.Type == message.Type && o.Name.AsSpan().SequenceEqual(asked.Name))) return;
                if (_open.Count >= MaxOpen)
                {
                    Write(_open[0], default, [], false);
                    _open.RemoveAt(0);
                }

                _open.Add(asked);
            }

            return;
        }

        var found = isShared ? -1 : _open.FindIndex(o => o.Message.Id == message.Id);
        if (found >= 0)
        {
            var asked = _open[found];
            _open.RemoveAt(found);
            Write(asked, message, bytes, true);
        }
        else Write(new Open(message, name[..length].ToArray(), Log.Now, Log.Position, Log.Number), message, bytes, true);
    }

    void Write(in Open asked, in DnsMessage answer, ReadOnlySpan<byte> bytes, bool isAnswered)
    {
        var question = asked.Message;
        Log.Begin(Connection, asked.Time);
        Log.Text(LogNames.Proto, Connection.Key.Protocol == 6 ? "tcp"u8 : "udp"u8);
        Log.Whole(Id, question.Id);
        if (isAnswered && Log.Now > asked.Time) Log.Seconds(LogNames.Rtt, Log.Now - asked.Time);
        Log.Text(Query, asked.Name);
        if (question.Type != 0)
        {
            Log.Whole(Class, question.Class);
            Log.Text(ClassName, DnsCodes.Class(question.Class));
            Log.Whole(Type, question.Type);
            Log.Text(TypeName, DnsCodes.Type(question.Type));
        }

        if (question.Opcode != 0) Log.Whole(Opcode, question.Opcode);
        if (isAnswered)
        {
            Log.Whole(Code, answer.Code);
            Log.Text(CodeName, DnsCodes.Answer(answer.Code));
        }

        Log.Flag(Aa, (answer.Flags & 0x400) != 0);
        Log.Flag(Tc, (answer.Flags & 0x200) != 0);
        Log.Flag(Rd, (question.Flags & 0x100) != 0);
        Log.Flag(Ra, (answer.Flags & 0x80) != 0);
        Log.Whole(Z, ((isAnswered ? answer.Flags : question.Flags) >> 6) & 1);
        if (isAnswered) DnsAnswers.Write(Log, bytes, answer);
        Log.Flag(Rejected, isAnswered && answer.Code != 0 && answer.Answers == 0 && answer.Others == 0);
        Log.End(Row, asked.Position, asked.Number);
    }

    /// <summary>A question without an answer yet.</summary>
    readonly record struct Open(DnsMessage Message, byte[] Name, long Time, long Position, long Number);
}
