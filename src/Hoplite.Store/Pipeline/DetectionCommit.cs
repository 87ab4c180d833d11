using Hoplite.Detection;
using Hoplite.Incidents;

namespace Hoplite.Store.Pipeline;

/// <summary>What detection found up to a position of the spool; to be made durable as a whole.</summary>
/// <param name="Position">Everything before it has been looked at.</param>
/// <param name="Findings">New findings; one with a known id is known already.</param>
/// <param name="Changed">Incidents that are new or have grown, as they are now.</param>
/// <param name="Merged">Incidents that turned out to be part of another.</param>
public sealed record DetectionCommit(long Position, IReadOnlyList<Finding> Findings, IReadOnlyList<Incident> Changed, IReadOnlyList<(Guid From, Guid Into)> Merged);
