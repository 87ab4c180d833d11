namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>SMB of all versions over TCP: shares, files, pipes and who logged on.</summary>
sealed class SmbAnalyzer : Analyzer
{
    const int MaxKept = 72 << 10;

    readonly SmbState _state;
    readonly Smb1Messages _first;
    readonly Smb2Messages _second;
    Unfinished _fromClient, _fromServer;
    long _skipClient, _skipServer;

    public SmbAnalyzer(Connection connection, LogWriter log) : base(connection, log)
    {
        _state = new SmbState(connection, log);
        _first = new Smb1Messages(_state);
        _second = new Smb2Messages(_state);
    }

    public static bool Looks(ReadOnlySpan<byte> data) => data.Length >= 8 && data[0] == 0 && IsSmb(data[4..]);

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        ref var skip = ref fromOriginator ? ref _skipClient : ref _skipServer;
        var passed = (int)Math.Min(skip, data.Length);
        skip -= passed;
        data = data[passed..];
        if (data.IsEmpty) return;
        ref var kept = ref fromOriginator ? ref _fromClient : ref _fromServer;
        var bytes = kept.Join(data);
        while (bytes.Length >= 8)
        {
            var length = bytes[1] << 16 | bytes[2] << 8 | bytes[3];
            if (bytes[0] is 0x81 or 0x82 or 0x85)
            {
                if (bytes.Length < 4 + length) break;
                bytes = bytes[(4 + length)..];
                continue;
            }

            if (bytes[0] != 0 || length < 4 || !IsSmb(bytes[4..]))
            {
                Done = true;
                return;
            }

            // Of a very long message the beginning is enough: the rest is the content of a file.
            if (bytes.Length < 4 + length && bytes.Length < MaxKept) break;
            var whole = bytes[4..Math.Min(4 + length, bytes.Length)];
            Message(whole);
            if (Done) return;
            skip = length - whole.Length;
            bytes = bytes[(4 + whole.Length)..];
        }

        kept.Keep(bytes);
    }

    public override void Gap(bool fromOriginator, long length)
    {
        ref var skip = ref fromOriginator ? ref _skipClient : ref _skipServer;
        if (length <= skip) skip -= length;
        else Done = true;
    }

    public override void Finish()
    {
        _state.Clear();
        _state.Ntlm.Write(null);
        _fromClient.Free();
        _fromServer.Free();
    }

    void Message(ReadOnlySpan<byte> message)
    {
        Connection.AddService("smb");
        if (message[0] == 0xFF) _first.Message(message);
        else if (message[0] == 0xFE) _second.Message(message);
    }

    static bool IsSmb(ReadOnlySpan<byte> data) => data[0] is >= 0xFC and <= 0xFF && data[1] == 'S' && data[2] == 'M' && data[3] == 'B';
}
