namespace Hoplite.Telemetry;

/// <summary>Something in the evidence that could not be read; the rest was.</summary>
/// <param name="Source">The evidence.</param>
/// <param name="Offset">Where in it, bytes.</param>
/// <param name="Reason">One clear clause without a full stop, for example <c>chunk checksum does not match</c>. Never text of the evidence itself.</param>
public sealed record ReadProblem(EvidenceSource Source, long Offset, string Reason);
