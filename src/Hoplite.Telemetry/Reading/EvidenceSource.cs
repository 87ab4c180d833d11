namespace Hoplite.Telemetry;

/// <summary>A piece of evidence as a person would name it.</summary>
/// <param name="Path">The path as it was given; members of archives follow after <c>!</c>, for example <c>logs.zip!host/a.evtx</c>.</param>
/// <param name="LastWrite">When it was last written, UTC; null when not known. Formats without a year need it.</param>
public sealed record EvidenceSource(string Path, DateTimeOffset? LastWrite = null)
{
    /// <summary>No evidence.</summary>
    public static EvidenceSource None { get; } = new("");
}
