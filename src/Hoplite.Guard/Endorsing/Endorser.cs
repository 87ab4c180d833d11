using Hoplite.Detection;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Guard.Endorsing;

/// <summary>Confirms the targets of actions by counting, without any model: in how many events that a rule matched, and of how many independent sensors, a field that no outsider chooses names them.</summary>
/// <remarks>
/// Only events behind findings count. Ordinary traffic of a victim, however well observed, is no reason to act against it: else somebody
/// who writes the victim's address into a log line would need only that the victim is busy.
/// </remarks>
/// <param name="trust">The labels of fields.</param>
/// <param name="origin">Tells who saw an event.</param>
/// <param name="window">Within which time the events must lie.</param>
public sealed class Endorser(FieldTrust trust, Func<EventRecord, SensorOrigin> origin, TimeSpan window)
{
    const int MostTargets = 5_000;

    /// <summary>Reads the findings of one incident once: all targets they name, with what confirms each.</summary>
    public SightedTargets Read(IReadOnlyList<Finding> findings)
    {
        var seen = new Dictionary<ActionTarget, SightedTarget>();
        foreach (var finding in findings)
            foreach (var record in finding.Events)
            {
                var (by, type, id) = (origin(record), trust.TypeOf(record), EventId.Of(record));
                foreach (var mention in EntityExtractor.Entities(record))
                {
                    foreach (var target in TargetOf.All(mention, record))
                    {
                        var (integrity, confidentiality) = type?.Of(TargetOf.Field(target, mention)) ?? (Integrity.FreeText, Confidentiality.Internal);
                        integrity = (Integrity)Math.Min((int)integrity, (int)by.Trust);
                        if (!seen.TryGetValue(target, out var sighted))
                        {
                            // Names that somebody made up do not crowd out what a sensor saw.
                            if (seen.Count >= (integrity < Integrity.Sensor ? MostTargets : 4 * MostTargets)) continue;
                            seen[target] = sighted = new SightedTarget(target);
                        }

                        sighted.Describe(TargetOf.Called(target, mention, record), mention.Role == "place" && integrity >= Integrity.Source && DomainController.Wrote(record));
                        sighted.Note(new Sighting(id, by, record.Time), mention.Role, finding, integrity, confidentiality);
                    }
                }
            }

        return new SightedTargets(seen, window);
    }

    /// <summary>What confirms a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="findings">The findings of one incident.</param>
    public Endorsement Endorse(ActionTarget target, IReadOnlyList<Finding> findings) => Read(findings).Endorse(target);
}
