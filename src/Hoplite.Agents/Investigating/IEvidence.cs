using Hoplite.Guard.Actions;
using Hoplite.Incidents;

namespace Hoplite.Agents.Investigating;

/// <summary>What an investigation may look at beside the incident itself. It only reads, within bounds; what it cannot answer is null.</summary>
public interface IEvidence
{
    /// <summary>How many events name something, and on how many machines.</summary>
    /// <param name="target">The thing.</param>
    /// <param name="from">From when.</param>
    /// <param name="until">Until when.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null when it cannot be known.</returns>
    Sightings? About(ActionTarget target, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Earlier incidents of the same rules; null when they are not kept.</summary>
    IReadOnlyList<PastIncident>? Like(Incident incident);

    /// <summary>What threat intelligence makes of a thing; null when there is none at hand.</summary>
    Reputation? Known(ActionTarget target);
}

/// <summary>How often something was seen.</summary>
/// <param name="Events">In how many events.</param>
/// <param name="Machines">On how many machines.</param>
/// <param name="First">When it was first seen.</param>
public sealed record Sightings(long Events, int Machines, DateTimeOffset? First);

/// <summary>An incident of the past.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Verdict">What a person called it; null while nobody has.</param>
/// <param name="SharesHost">Whether it was on one of the same machines.</param>
public sealed record PastIncident(Guid Id, string? Verdict, bool SharesHost);

/// <summary>Nothing but the incident itself: a scan of files.</summary>
public sealed class NoEvidence : IEvidence
{
    /// <summary>The only one.</summary>
    public static NoEvidence Instance { get; } = new();

    /// <inheritdoc />
    public Sightings? About(ActionTarget target, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation) => null;

    /// <inheritdoc />
    public IReadOnlyList<PastIncident>? Like(Incident incident) => null;

    /// <inheritdoc />
    public Reputation? Known(ActionTarget target) => null;
}
