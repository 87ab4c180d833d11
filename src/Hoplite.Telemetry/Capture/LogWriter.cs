using System.Buffers.Text;

namespace Hoplite.Telemetry.Capture;

/// <summary>Writes events as rows of Zeek's logs. The values of a row lie in the arena one behind the other with tabs between them, so that the row is its own raw text.</summary>
sealed class LogWriter(EvidenceSource source, IEventSink sink)
{
    const int MaxText = 16 << 10;

    EventBatch _batch = sink.Rent(source);
    int _row;
    long _time;

    /// <summary>Time of the packet at hand.</summary>
    public long Now { get; set; }

    /// <summary>Offset of the packet at hand.</summary>
    public long Position { get; set; }

    /// <summary>Number of the packet at hand, from 1.</summary>
    public long Number { get; set; }

    /// <summary>Begins a row about a connection.</summary>
    public void Begin(Connection connection, long time)
    {
        _row = _batch.Used;
        _time = time;
        Seconds(LogNames.Ts, time == 0 ? 0 : time - DateTime.UnixEpoch.Ticks);
        Uid(LogNames.Uid, connection.Uid);
        Address(LogNames.OrigHost, connection.Key.Originator);
        Whole(LogNames.OrigPort, connection.Key.OriginatorPort);
        Address(LogNames.RespHost, connection.Key.Responder);
        Whole(LogNames.RespPort, connection.Key.ResponderPort);
    }

    /// <summary>Adds a text; an empty one is left out.</summary>
    public void Text(int name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        if (value.Length > MaxText) value = value[..MaxText];
        var room = _batch.Rent(value.Length * 4 + 1);
        Keep(name, FieldKind.Text, Escapes.Write(value, room));
    }

    /// <summary>Adds a text of UTF-16, little endian.</summary>
    public void Utf16(int name, ReadOnlySpan<byte> value)
    {
        if (value.Length < 2) return;
        if (value.Length > 4096) value = value[..4096];
        Span<byte> text = stackalloc byte[value.Length / 2 * 3];
        Text(name, text[..ValueText.Write(FieldKind.Utf16, value, text)]);
    }

    public void Text(int name, string value)
    {
        var shown = value.AsSpan(0, Math.Min(value.Length, 1024));
        Span<byte> text = stackalloc byte[shown.Length * 3];
        Text(name, text[..System.Text.Encoding.UTF8.GetBytes(shown, text)]);
    }

    public void Whole(int name, long value)
    {
        Utf8Formatter.TryFormat(value, _batch.Rent(24), out var length);
        Keep(name, FieldKind.Number, length);
    }

    /// <summary>Adds a span of time in seconds with six decimals.</summary>
    public void Seconds(int name, long ticks)
    {
        var room = _batch.Rent(32);
        var length = 0;
        if (ticks < 0)
        {
            room[length++] = (byte)'-';
            ticks = -ticks;
        }

        Utf8Formatter.TryFormat(ticks / TimeSpan.TicksPerSecond, room[length..], out var used);
        length += used;
        room[length++] = (byte)'.';
        Utf8Formatter.TryFormat(ticks % TimeSpan.TicksPerSecond / 10, room[length..], out used, new System.Buffers.StandardFormat('D', 6));
        Keep(name, FieldKind.Number, length + used);
    }

    public void Address(int name, UInt128 address) => Keep(name, FieldKind.Text, AddressText.Write(address, _batch.Rent(48)));

    public void Uid(int name, ulong uid) => Keep(name, FieldKind.Text, UidText.Write(uid, _batch.Rent(16)));

    public void Flag(int name, bool value)
    {
        var kind = value ? FieldKind.True : FieldKind.False;
        _batch.Rent(2)[0] = value ? (byte)'T' : (byte)'F';
        _batch.Rent(2)[1] = (byte)'\t';
        _batch.Add(name, kind, _batch.Commit(2), 0);
    }

    /// <summary>Adds bytes as lower-case hexadecimal digits.</summary>
    public void Hex(int name, ReadOnlySpan<byte> value, bool upper = false)
    {
        if (value.Length is 0 or > 256) return;
        var room = _batch.Rent(value.Length * 2 + 1);
        if (upper) Convert.TryToHexString(value, room, out _);
        else Convert.TryToHexStringLower(value, room, out _);
        Keep(name, FieldKind.Text, value.Length * 2);
    }

    /// <summary>Ends the row.</summary>
    public void End(int logSource) => End(logSource, Position, Number);

    /// <summary>Ends a row that belongs to another packet than the one at hand.</summary>
    public void End(int logSource, long position, long number)
    {
        _batch.End(_time, logSource, position, number, _row, Math.Max(0, _batch.Used - _row - 1));
        if (!_batch.IsFull) return;
        sink.Post(_batch);
        _batch = sink.Rent(source);
    }

    /// <summary>Hands on what is left.</summary>
    public void Flush() => sink.Post(_batch);

    void Keep(int name, FieldKind kind, int length)
    {
        _batch.Rent(length + 1)[length] = (byte)'\t';
        _batch.Add(name, kind, _batch.Commit(length + 1), length);
    }
}
