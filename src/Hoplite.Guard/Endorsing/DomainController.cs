using System.Collections.Frozen;
using Hoplite.Telemetry;

namespace Hoplite.Guard.Endorsing;

/// <summary>Tells a domain controller by events that only one writes. Who cuts it off the network cuts off everybody.</summary>
static class DomainController
{
    // Tickets asked for and given; objects of the directory changed, made, restored, moved, deleted.
    static readonly FrozenSet<string> Events = FrozenSet.Create(StringComparer.Ordinal, "4768", "4769", "4770", "4771", "4772", "4773", "5136", "5137", "5138", "5139", "5141");

    /// <summary>Whether an event is one of them.</summary>
    public static bool Wrote(EventRecord record) =>
        record["Channel"] == "Security" && record["EventID"] is { } id && (Events.Contains(id) || (id == "4662" && record["ObjectServer"] == "DS"));
}
