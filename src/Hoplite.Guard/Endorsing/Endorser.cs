using Hoplite.Detection;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Guard.Endorsing;

/// <summary>Confirms the target of an action by counting, without any model: in how many events that a rule matched, and of how many independent sensors, a field that no outsider chooses names it.</summary>
/// <remarks>
/// Only events behind findings count. Ordinary traffic of a victim, however well observed, is no reason to act against it: else somebody
/// who writes the victim's address into a log line would need only that the victim is busy.
/// </remarks>
/// <param name="trust">The labels of fields.</param>
/// <param name="origin">Tells who saw an event.</param>
/// <param name="window">Within which time the events must lie.</param>
public sealed class Endorser(FieldTrust trust, Func<EventRecord, SensorOrigin> origin, TimeSpan window)
{
    const int MostIds = 32;

    /// <summary>Counts what confirms a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="findings">The findings of one incident.</param>
    public Endorsement Endorse(ActionTarget target, IReadOnlyList<Finding> findings)
    {
        var best = Integrity.FreeText;
        var seen = new Dictionary<string, Sighting>(StringComparer.Ordinal);
        var rules = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
            foreach (var record in finding.Events)
            {
                var by = origin(record);
                foreach (var mention in EntityExtractor.Entities(record))
                {
                    if (!TargetOf.Same(mention.Entity, target, record)) continue;
                    var label = trust.Of(record, mention.Field, by.Trust);
                    if (label.Integrity > best) best = label.Integrity;
                    if (label.Integrity < Integrity.Sensor || record.Time is not { } time) continue;
                    seen[EventId.Of(record)] = new Sighting(EventId.Of(record), by, time);
                    rules.Add(finding.Rule.Id);
                }
            }

        var most = Densest([.. seen.Values.OrderBy(s => s.Time)]);
        return new Endorsement(
            best, most.Count, IndependentSensors.Count(most.Select(s => s.By)), most.Any(s => s.By.IsEnforcementPoint), [.. most.Take(MostIds).Select(s => s.Id)], [.. rules]);
    }

    // The window that holds the most of them.
    List<Sighting> Densest(List<Sighting> ordered)
    {
        var (from, bestFrom, bestCount) = (0, 0, 0);
        for (var i = 0; i < ordered.Count; i++)
        {
            while (ordered[i].Time - ordered[from].Time > window) from++;
            if (i - from + 1 > bestCount) (bestFrom, bestCount) = (from, i - from + 1);
        }

        return ordered.GetRange(bestFrom, bestCount);
    }

    readonly record struct Sighting(string Id, SensorOrigin By, DateTimeOffset Time);
}
