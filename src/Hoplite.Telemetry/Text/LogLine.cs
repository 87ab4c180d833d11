using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Text;

/// <summary>One line of text in the arena of a batch; parsers name parts of it as fields without copying them.</summary>
readonly ref struct LogLine(EventBatch batch, ReadOnlySpan<byte> text, int origin, long position)
{
    /// <summary>Takes the events.</summary>
    public EventBatch Batch => batch;

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Where it lies in the arena.</summary>
    public int Origin => origin;

    /// <summary>Where it lies in the evidence.</summary>
    public long Position => position;

    /// <summary>Adds a part of this line as a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int name, ReadOnlySpan<byte> part) => batch.Add(name, FieldKind.Text, OffsetOf(part), part.Length);

    /// <summary>Adds a part of this line as a field unless it is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddIfAny(int name, ReadOnlySpan<byte> part)
    {
        if (!part.IsEmpty) Add(name, part);
    }

    /// <summary>Where a part of this line lies in the arena.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OffsetOf(ReadOnlySpan<byte> part) => part.IsEmpty
        ? origin
        : origin + (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(Text), ref MemoryMarshal.GetReference(part));

    /// <summary>Ends the event: the line is its raw text.</summary>
    public void End(long time, int source) => batch.End(time, source, position, -1, origin, Text.Length);
}
