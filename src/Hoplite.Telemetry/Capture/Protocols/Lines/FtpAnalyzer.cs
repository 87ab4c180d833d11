namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The control connection of FTP: one row for each command that moves a file or opens a connection.</summary>
sealed class FtpAnalyzer(Connection connection, LogWriter log) : LineAnalyzer(connection, log)
{
    static readonly int Row = LogNames.Source("ftp");
    static readonly int Argument = LogNames.Of("arg"), ReplyCode = LogNames.Of("reply_code"), ReplyText = LogNames.Of("reply_msg");

    byte[] _user = [], _command = [], _argument = [];
    long _time, _position, _number;
    bool _asksTls;

    public override void Line(bool fromOriginator, ReadOnlySpan<byte> line)
    {
        if (fromOriginator) Command(line);
        else Reply(line);
    }

    public override void Finish()
    {
        base.Finish();
        Write(0, default);
    }

    void Command(ReadOnlySpan<byte> line)
    {
        Write(0, default);
        if (Word(line, "USER "u8, out var user))
        {
            _user = user.ToArray();
            return;
        }

        _asksTls = Word(line, "AUTH "u8, out _);
        if (line.Length < 4 || !IsTold(line)) return;
        _command = line[..4].ToArray();
        _argument = line[4..].Trim((byte)' ').ToArray();
        (_time, _position, _number) = (Log.Now, Log.Position, Log.Number);
    }

    void Reply(ReadOnlySpan<byte> line)
    {
        var code = Code(line);
        if (code < 0) return;
        Connection.AddService("ftp");
        if (_asksTls && code == 234) Changes = true;
        if (code >= 200 || code is 125 or 150) Write(code, line.Length > 4 ? line[4..] : default);
    }

    void Write(int code, ReadOnlySpan<byte> text)
    {
        if (_command.Length == 0) return;
        Log.Begin(Connection, _time);
        Log.Text(LogNames.User, _user.Length == 0 ? "<unknown>"u8 : _user);
        Log.Text(LogNames.Command, _command);
        Log.Text(Argument, _argument);
        if (code > 0) Log.Whole(ReplyCode, code);
        Log.Text(ReplyText, text);
        Log.End(Row, _position, _number);
        _command = [];
    }

    static bool IsTold(ReadOnlySpan<byte> line)
    {
        foreach (var word in (ReadOnlySpan<string>)["RETR", "STOR", "STOU", "APPE", "DELE", "PORT", "PASV", "EPRT", "EPSV", "ACCT"])
            if (System.Text.Ascii.EqualsIgnoreCase(line[..4], word)) return true;
        return false;
    }
}
