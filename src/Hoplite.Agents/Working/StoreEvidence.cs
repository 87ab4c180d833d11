using Hoplite.Agents.Hunting;
using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;
using Hoplite.Incidents;
using Hoplite.Store.Cases;
using Hoplite.Store.Hunting;

namespace Hoplite.Agents.Working;

/// <summary>What the platform keeps: its events, within bounds of rows and time, and its incidents.</summary>
/// <param name="run">Runs a query; the platform says how many may run at once.</param>
/// <param name="incidents">The incidents.</param>
/// <param name="known">What threat intelligence makes of a thing; null when there is none.</param>
public sealed class StoreEvidence(Func<string, HuntOptions, CancellationToken, HuntResult> run, IncidentBook incidents, Func<ActionTarget, Reputation?>? known = null) : IEvidence
{
    const int MostSimilar = 50;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public Sightings? About(ActionTarget target, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        if (EntityQuery.Of(target) is not { } where) return null;
        try
        {
            var result = run($"events | {where} | summarize events = count(), machines = dcount(host), first = min(time)", new HuntOptions { From = from, Until = until, MaxRows = 1, Timeout = Patience }, cancellation);
            return result.Rows is [[long events, long machines, var first]] ? new Sightings(events, (int)Math.Min(machines, int.MaxValue), first is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero) : null) : null;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it was, it is a gap of the investigation and not the end of it.
            return null;
        }
    }

    /// <inheritdoc />
    public Reputation? Known(ActionTarget target) => known?.Invoke(target);

    /// <inheritdoc />
    public IReadOnlyList<PastIncident>? Like(Incident incident)
    {
        try
        {
            var hosts = incidents.Find(incident.Id)?.Hosts ?? [];
            return [.. incidents.Similar(incident.Id, MostSimilar).Select(i => new PastIncident(i.Id, i.Verdict, i.Hosts.Intersect(hosts, StringComparer.OrdinalIgnoreCase).Any()))];
        }
        catch (Exception broken) when (broken is Microsoft.Data.Sqlite.SqliteException or InvalidDataException)
        {
            return null;
        }
    }
}
