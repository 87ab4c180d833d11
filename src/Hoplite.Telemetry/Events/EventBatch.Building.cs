using System.Runtime.CompilerServices;

namespace Hoplite.Telemetry;

public sealed partial class EventBatch
{
    /// <summary>Empties the batch for a new round of events from this evidence; keeps its memory.</summary>
    public void Reset(EvidenceSource source)
    {
        Source = source;
        _eventCount = _fieldCount = _used = 0;

        // One giant event must not keep giant memory for ever.
        if (_arena.Length > 4 * ArenaSize) _arena = GC.AllocateUninitializedArray<byte>(ArenaSize);
        if (_fields.Length > 4 * MaxFields) _fields = new Field[MaxFields];
    }

    /// <summary>Makes room in the arena and returns it to be filled; <see cref="Commit"/> says how much was used.</summary>
    /// <param name="length">Bytes needed at least.</param>
    public Span<byte> Rent(int length)
    {
        Reserve(length);
        return _arena.AsSpan(_used);
    }

    /// <summary>Keeps the first bytes of what <see cref="Rent"/> returned and tells where they are.</summary>
    /// <returns>The offset of the first of them in the arena.</returns>
    public int Commit(int length)
    {
        var start = _used;
        _used += length;
        return start;
    }

    /// <summary>Copies bytes into the arena.</summary>
    /// <returns>Their offset.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_arena.AsSpan(_used));
        return Commit(bytes.Length);
    }

    /// <summary>Bytes of the arena that are in use.</summary>
    public int Used => _used;

    /// <summary>The used part of the arena, for readers that parse in place.</summary>
    public ReadOnlySpan<byte> Arena => _arena.AsSpan(0, _used);

    /// <summary>Adds a field to the event under construction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int name, FieldKind kind, int offset, int length)
    {
        if ((uint)_fieldCount >= (uint)_fields.Length) Array.Resize(ref _fields, _fields.Length * 2);
        _fields[_fieldCount++] = new Field(name, kind, offset, length);
    }

    /// <summary>Adds a text field whose bytes are copied.</summary>
    public void Add(int name, ReadOnlySpan<byte> text)
    {
        var offset = Append(text);
        Add(name, FieldKind.Text, offset, text.Length);
    }

    /// <summary>The fields added since the last event ended.</summary>
    public Span<Field> Pending => _fields.AsSpan(PendingStart, _fieldCount - PendingStart);

    /// <summary>Drops the fields added since the last event ended.</summary>
    public void Abandon() => _fieldCount = PendingStart;

    /// <summary>Ends the event under construction; the fields added since the last one are its fields.</summary>
    /// <param name="time">UTC, 100 ns ticks; 0 when not known.</param>
    /// <param name="source">Id in <see cref="LogSourceTable"/>.</param>
    /// <param name="position">Offset in the evidence, bytes.</param>
    /// <param name="recordId">The source's own number, or -1.</param>
    /// <param name="rawOffset">Where its raw bytes lie in the arena.</param>
    /// <param name="rawLength">Their length.</param>
    public void End(long time, int source, long position, long recordId, int rawOffset, int rawLength)
    {
        var first = PendingStart;
        if (_eventCount == _events.Length) Array.Resize(ref _events, _events.Length * 2);
        _events[_eventCount++] = new EventHeader(time, source, position, recordId, rawOffset, rawLength, first, _fieldCount - first);
    }

    int PendingStart => _eventCount == 0 ? 0 : _events[_eventCount - 1].FirstField + _events[_eventCount - 1].FieldCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Reserve(int length)
    {
        if (_arena.Length - _used < length) Grow(length);
    }

    void Grow(int length)
    {
        // The old array is left to the collector, never to a pool: spans handed out before still read what they read.
        var grown = GC.AllocateUninitializedArray<byte>(checked(Math.Max(_arena.Length * 2, _used + length)));
        _arena.AsSpan(0, _used).CopyTo(grown);
        _arena = grown;
    }
}
