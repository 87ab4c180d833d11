using Hoplite.Guard.Actions;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Guard.Endorsing;

/// <summary>Which target an entity of an event is.</summary>
public static class TargetOf
{
    /// <summary>The target an entity stands for; null when it has no certain normal form, or is of a kind nothing is done to.</summary>
    public static ActionTarget? Entity(Entity entity) => entity.Kind switch
    {
        EntityKind.Address => TargetForm.Address(entity.Value),
        EntityKind.Domain => TargetForm.Domain(entity.Value),
        EntityKind.Host => TargetForm.Host(entity.Value),
        EntityKind.User => TargetForm.Account(entity.Value),
        _ => null,
    };

    /// <summary>Whether an entity of an event is the target.</summary>
    public static bool Same(Entity entity, ActionTarget target, EventRecord record) => target switch
    {
        FileTarget file => entity.Kind == EntityKind.Hash && string.Equals(entity.Value, file.Sha256, StringComparison.OrdinalIgnoreCase) && IsAt(record, file.Host),
        ProcessTarget process => entity.Kind == EntityKind.Process && record["ProcessId"] == process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) && IsAt(record, process.Host),
        _ => Entity(entity) == target,
    };

    static bool IsAt(EventRecord record, NamedTarget host) => EntityExtractor.Entities(record).Any(m => m.Role == "place" && Entity(m.Entity) == host);
}
