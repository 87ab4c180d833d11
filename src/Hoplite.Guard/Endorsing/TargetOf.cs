using System.Globalization;
using Hoplite.Guard.Actions;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Guard.Endorsing;

/// <summary>Which targets an entity of an event stands for.</summary>
public static class TargetOf
{
    /// <summary>The target an entity stands for by itself; null when it has no certain normal form, or needs a machine to be one.</summary>
    public static ActionTarget? Entity(Entity entity) => entity.Kind switch
    {
        EntityKind.Address => TargetForm.Address(entity.Value),
        EntityKind.Domain => TargetForm.Domain(entity.Value),
        EntityKind.Host => TargetForm.Host(entity.Value),
        EntityKind.User => TargetForm.Account(entity.Value),
        _ => null,
    };

    /// <summary>The targets an entity stands for in an event: a hash is a file on the machine, a program a process on it.</summary>
    public static IEnumerable<ActionTarget> All(EntityMention mention, EventRecord record)
    {
        if (Entity(mention.Entity) is { } target) yield return target;
        else if (mention.Entity.Kind == EntityKind.Hash && Place(record) is { } host && TargetForm.File(host, mention.Entity.Value) is { } file) yield return file;
        else if (mention is { Entity.Kind: EntityKind.Process, Role: "actor" } && Place(record) is { } at && ProcessStart.Of(record, mention.Field) is { } started
            && Number(record[NumberField(mention)]) is { } pid && TargetForm.Process(at, pid, started) is { } process)
            yield return process;
    }

    /// <summary>The field that says which target it is: a process is its number, however its program is called.</summary>
    public static string Field(ActionTarget target, EntityMention mention) => target.Kind == TargetKind.Process ? NumberField(mention) : mention.Field;

    /// <summary>How the thing is called in an event: the path of a program or file, an account with its realm. Somebody chose it: it is for people to read, and tells what belongs to the system.</summary>
    public static string? Called(ActionTarget target, EntityMention mention, EventRecord record) => target.Kind switch
    {
        TargetKind.Process => record[mention.Field],
        TargetKind.File => record["ImageLoaded"] ?? record["TargetFilename"] ?? record["Image"],
        TargetKind.Account when mention.Field.EndsWith("UserName", StringComparison.Ordinal) && record[mention.Field[..^"UserName".Length] + "DomainName"] is { Length: > 1 } realm => $"{realm}\\{record[mention.Field]}",
        TargetKind.Account => record[mention.Field],
        _ => null,
    };

    // In Windows' own record of a start, ProcessId is who started it.
    static string NumberField(EntityMention mention) => mention.Field switch
    {
        "NewProcessName" => "NewProcessId",
        "SourceImage" => "SourceProcessId",
        "exe" => "pid",
        _ => "ProcessId",
    };

    static int? Number(string? text) => text is null ? null
        : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string? Place(EventRecord record) => EntityExtractor.Entities(record).FirstOrDefault(m => m is { Entity.Kind: EntityKind.Host, Role: "place" })?.Entity.Value;
}
