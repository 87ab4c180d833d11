using System.Runtime.InteropServices;

namespace Hoplite.Telemetry;

/// <summary>What every event of a batch has, whatever its source.</summary>
/// <param name="Time">UTC, 100 ns ticks of <see cref="DateTime"/>; 0 when the source does not say.</param>
/// <param name="Source">The id of the log source in <see cref="LogSourceTable"/>.</param>
/// <param name="Position">Offset of the first byte in the source, or of the record in a container.</param>
/// <param name="RecordId">The number the source gave the record (EVTX record id, line number); -1 when it has none.</param>
/// <param name="RawOffset">Offset of the raw bytes in the arena.</param>
/// <param name="RawLength">Length of the raw bytes.</param>
/// <param name="FirstField">Index of its first field.</param>
/// <param name="FieldCount">Number of its fields.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventHeader(
    long Time, int Source, long Position, long RecordId, int RawOffset, int RawLength, int FirstField, int FieldCount);
