using System.Runtime.CompilerServices;

namespace Hoplite.Telemetry;

/// <summary>Up to a few thousand events over one pooled arena. A reader fills it, everyone after it reads spans.</summary>
/// <remarks>
/// Not thread-safe: one thread owns a batch at a time. Asking for the text of a field may write its UTF-8 form to the end of the
/// arena and remember it, so a value is decoded at most once, and never when nobody asks.
/// </remarks>
public sealed partial class EventBatch
{
    /// <summary>The most events a batch takes before <see cref="IsFull"/>.</summary>
    public const int MaxEvents = 4096;

    internal const int MaxFields = MaxEvents * 32;
    internal const int ArenaSize = 2 << 20;

    EventHeader[] _events = new EventHeader[256];
    Field[] _fields = new Field[4096];
    byte[] _arena = GC.AllocateUninitializedArray<byte>(256 << 10);
    int _eventCount, _fieldCount, _used;

    /// <summary>The evidence all events of this batch come from.</summary>
    public EvidenceSource Source { get; private set; } = EvidenceSource.None;

    /// <summary>The number of events.</summary>
    public int Count => _eventCount;

    /// <summary>Whether the reader should hand the batch on.</summary>
    public bool IsFull => _eventCount >= MaxEvents || _fieldCount >= MaxFields || _used >= ArenaSize;

    /// <summary>The header of one event.</summary>
    public ref readonly EventHeader this[int index] => ref _events.AsSpan(0, _eventCount)[index];

    /// <summary>The fields of one event in the order of the source.</summary>
    public Span<Field> Fields(int index)
    {
        ref readonly var header = ref this[index];
        return _fields.AsSpan(header.FirstField, header.FieldCount);
    }

    /// <summary>The bytes of one event as the source holds them.</summary>
    public ReadOnlySpan<byte> Raw(int index)
    {
        ref readonly var header = ref this[index];
        return _arena.AsSpan(header.RawOffset, header.RawLength);
    }

    /// <summary>The value of a field as UTF-8 text; empty for null.</summary>
    /// <remarks>The span is valid until the next call that writes to this batch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(ref Field field) =>
        field.Kind is FieldKind.Text or FieldKind.Number
            ? new ReadOnlySpan<byte>(_arena, field.Offset, field.Length)
            : Decode(ref field);

    /// <summary>The bytes of a field as they are stored, whatever its kind.</summary>
    public ReadOnlySpan<byte> Stored(in Field field) => _arena.AsSpan(field.Offset, field.Length);

    /// <summary>The first field of an event with this name; a null reference when there is none.</summary>
    public ref Field Find(int index, int name)
    {
        foreach (ref var field in Fields(index))
            if (field.Name == name) return ref field;
        return ref Unsafe.NullRef<Field>();
    }

    ReadOnlySpan<byte> Decode(ref Field field)
    {
        switch (field.Kind)
        {
            case FieldKind.True: return "true"u8;
            case FieldKind.False: return "false"u8;
            case FieldKind.Null: return [];
        }

        var room = ValueText.MaxLength(field.Kind, field.Length);
        var start = _used;
        Reserve(room);
        var written = ValueText.Write(field.Kind, _arena.AsSpan(field.Offset, field.Length), _arena.AsSpan(start, room));
        _used = start + written;
        field = field with { Kind = FieldKind.Text, Offset = start, Length = written };
        return _arena.AsSpan(start, written);
    }
}
