using Hoplite.Detection;
using Hoplite.Incidents;

namespace Hoplite.Store.Pipeline;

/// <summary>What detection found up to a position of the spool; to be made durable as a whole.</summary>
/// <param name="Position">Everything before it has been looked at.</param>
/// <param name="Findings">New findings, each with the suppression that hides it, if one does; one with a known id is known already.</param>
/// <param name="Changed">Incidents that are new or have grown, as they are now.</param>
/// <param name="Merged">Incidents that turned out to be part of another.</param>
public sealed record DetectionCommit(long Position, IReadOnlyList<(Finding Finding, Guid? Suppression)> Findings, IReadOnlyList<Incident> Changed, IReadOnlyList<(Guid From, Guid Into)> Merged);
