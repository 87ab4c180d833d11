namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>SMTP: one row for each mail, with its envelope and the headers that tell where it comes from.</summary>
sealed class SmtpAnalyzer(Connection connection, LogWriter log) : LineAnalyzer(connection, log)
{
    const int MaxRecipients = 100;

    static readonly int Row = LogNames.Source("smtp");
    static readonly int Depth = LogNames.Of("trans_depth"), Helo = LogNames.Of("helo"), MailFrom = LogNames.Of("mailfrom"), RcptTo = LogNames.Of("rcptto");
    static readonly int Date = LogNames.Of("date"), From = LogNames.Of("from"), To = LogNames.Of("to"), ReplyTo = LogNames.Of("reply_to"), MessageId = LogNames.Of("msg_id");
    static readonly int Subject = LogNames.Of("subject"), Originating = LogNames.Of("x_originating_ip"), LastReply = LogNames.Of("last_reply"), Tls = LogNames.Of("tls");
    static readonly int Agent = LogNames.Of("user_agent");

    readonly List<byte[]> _recipients = [];
    readonly Dictionary<int, byte[]> _headers = [];
    byte[] _helo = [], _from = [], _reply = [];
    long _time, _position, _number;
    int _depth;
    bool _inHead, _inBody, _asksTls, _written;

    public override void Line(bool fromOriginator, ReadOnlySpan<byte> line)
    {
        if (_time == 0) Begin();
        if (!fromOriginator) Reply(line);
        else if (_inHead || _inBody) Content(line);
        else Command(line);
    }

    public override void Finish()
    {
        base.Finish();
        if (!_written && (_helo.Length > 0 || _from.Length > 0)) Write(false);
    }

    void Begin() => (_time, _position, _number) = (Log.Now, Log.Position, Log.Number);

    void Command(ReadOnlySpan<byte> line)
    {
        if (Word(line, "EHLO "u8, out var rest) || Word(line, "HELO "u8, out rest))
        {
            _helo = rest.ToArray();
            Connection.AddService("smtp");
        }
        else if (Word(line, "MAIL FROM:"u8, out rest))
        {
            _from = Address(rest);
            _written = false;
            Begin();
        }
        else if (Word(line, "RCPT TO:"u8, out rest) && _recipients.Count < MaxRecipients) _recipients.Add(Address(rest));
        else if (Word(line, "STARTTLS"u8, out _)) _asksTls = true;
    }

    void Reply(ReadOnlySpan<byte> line)
    {
        var code = Code(line);
        if (code < 0) return;
        Connection.AddService("smtp");
        _reply = line.ToArray();
        if (code == 354)
        {
            _inHead = true;
            _headers.Clear();
        }
        else if (_asksTls)
        {
            _asksTls = false;
            if (code != 220) return;
            Write(true);
            Changes = true;
        }
        else if (_depth > 0 && !_written && !_inHead && !_inBody && _from.Length > 0) Write(false);
    }

    void Content(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("."u8))
        {
            (_inHead, _inBody) = (false, false);
            _depth++;
        }
        else if (line.IsEmpty) (_inHead, _inBody) = (false, true);
        else if (_inHead)
        {
            Header(line, "Date:"u8, Date);
            Header(line, "From:"u8, From);
            Header(line, "To:"u8, To);
            Header(line, "Reply-To:"u8, ReplyTo);
            Header(line, "Message-ID:"u8, MessageId);
            Header(line, "Subject:"u8, Subject);
            Header(line, "X-Originating-IP:"u8, Originating);
            Header(line, "User-Agent:"u8, Agent);
            Header(line, "X-Mailer:"u8, Agent);
        }
    }

    void Header(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, int field)
    {
        if (Word(line, name, out var rest)) _headers.TryAdd(field, rest.ToArray());
    }

    void Write(bool isTls)
    {
        _written = true;
        Log.Begin(Connection, _time);
        Log.Whole(Depth, Math.Max(1, _depth));
        Log.Text(Helo, _helo);
        Log.Text(MailFrom, _from);
        foreach (var recipient in _recipients) Log.Text(RcptTo, recipient);
        foreach (var (field, value) in _headers) Log.Text(field, value);
        Log.Text(LastReply, _reply);
        Log.Flag(Tls, isTls);
        Log.End(Row, _position, _number);
        _from = [];
        _recipients.Clear();
        _headers.Clear();
    }

    static byte[] Address(ReadOnlySpan<byte> text)
    {
        var (start, end) = (text.IndexOf((byte)'<'), text.IndexOf((byte)'>'));
        return start >= 0 && end > start ? text[(start + 1)..end].ToArray() : text.ToArray();
    }
}
