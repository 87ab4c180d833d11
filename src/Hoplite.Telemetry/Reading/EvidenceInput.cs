namespace Hoplite.Telemetry;

/// <summary>What a reader reads: a stream, or the part of it that lies between two offsets.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Stream">The bytes; positioned at <paramref name="Start"/>. The caller closes it.</param>
/// <param name="Start">Offset of the first byte in the evidence.</param>
/// <param name="Length">How many bytes belong to this input; <see cref="long.MaxValue"/> when not known beforehand.</param>
public sealed record EvidenceInput(EvidenceSource Source, Stream Stream, long Start = 0, long Length = long.MaxValue);
