namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Cuts one direction of a protocol of lines.</summary>
struct LineSide
{
    const int MaxLine = 8192;

    Unfinished _kept;

    /// <summary>Takes bytes and hands each whole line on; false when a line is too long.</summary>
    public bool Take(bool fromOriginator, ReadOnlySpan<byte> data, LineAnalyzer listener)
    {
        var bytes = _kept.Join(data);
        while (!listener.Done && !listener.Changes)
        {
            var line = HttpText.Line(bytes, out var next);
            if (next == bytes.Length && (bytes.IsEmpty || bytes[^1] != '\n')) break;
            listener.Line(fromOriginator, line);
            bytes = bytes[next..];
        }

        if (bytes.Length > MaxLine || listener.Changes) _kept.Free();
        else _kept.Keep(bytes);
        return bytes.Length <= MaxLine;
    }

    public void Free() => _kept.Free();
}

/// <summary>Understands a protocol of lines.</summary>
abstract class LineAnalyzer(Connection connection, LogWriter log) : Analyzer(connection, log)
{
    LineSide _fromClient, _fromServer;

    public abstract void Line(bool fromOriginator, ReadOnlySpan<byte> line);

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        if (!(fromOriginator ? ref _fromClient : ref _fromServer).Take(fromOriginator, data, this)) Done = true;
    }

    public override void Finish()
    {
        _fromClient.Free();
        _fromServer.Free();
    }

    /// <summary>The code a reply begins with; -1 when it goes on or is none.</summary>
    protected static int Code(ReadOnlySpan<byte> line) =>
        line.Length >= 3 && (line.Length == 3 || line[3] == ' ') && System.Buffers.Text.Utf8Parser.TryParse(line[..3], out int code, out var used) && used == 3 ? code : -1;

    /// <summary>Whether a line begins with this word in any case; the rest follows.</summary>
    protected static bool Word(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (line.Length < word.Length || !HttpText.Is(line[..word.Length], word)) return false;
        rest = line[word.Length..].Trim((byte)' ');
        return true;
    }
}
