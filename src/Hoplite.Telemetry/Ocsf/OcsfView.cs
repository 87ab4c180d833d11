using System.Globalization;
using System.Text.Json;

namespace Hoplite.Telemetry.Ocsf;

/// <summary>
/// An event in the words of the Open Cybersecurity Schema Framework, version 1.8.0: its class, its attributes by path, and what the
/// class has no place for, under the names of the source. Made on demand; nothing of the event is lost in it.
/// </summary>
public sealed class OcsfView
{
    readonly Dictionary<string, OcsfAttribute> _byPath;

    OcsfView(OcsfMapping.Entry entry, int activity, int? status, EventRecord record, List<OcsfAttribute> attributes, List<KeyValuePair<string, string?>> unmapped)
    {
        ClassName = entry.Class;
        ClassUid = OcsfMapping.Classes.Uid(entry.Class);
        ActivityId = activity;
        StatusId = status;
        Time = record.Time;
        Attributes = attributes;
        Unmapped = unmapped;
        _byPath = attributes.DistinctBy(a => a.Path).ToDictionary(a => a.Path, StringComparer.Ordinal);
    }

    /// <summary>The version of the schema.</summary>
    public static string Version => OcsfMapping.Classes.Version;

    /// <summary>The name of the class, for example <c>process_activity</c>; <c>base_event</c> when no mapping knows the event.</summary>
    public string ClassName { get; }

    /// <summary>The number of the class.</summary>
    public int ClassUid { get; }

    /// <summary>The number of the category: the class without its last three digits and without its extension.</summary>
    public int CategoryUid => ClassUid / 1000 % 100;

    /// <summary>What was done, in the numbers of the class; 0 when not known, 99 for something else.</summary>
    public int ActivityId { get; }

    /// <summary>Class and activity as one number.</summary>
    public long TypeUid => ClassUid * 100L + ActivityId;

    /// <summary>1 for success, 2 for failure; null when the source does not say.</summary>
    public int? StatusId { get; }

    /// <summary>When it happened; null when the source does not say.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>The attributes that come from fields of the event, in the order of the mapping.</summary>
    public IReadOnlyList<OcsfAttribute> Attributes { get; }

    /// <summary>The fields that the class has no attribute for, under their own names.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Unmapped { get; }

    /// <summary>The value of an attribute by its path, for example <c>process.cmd_line</c>; null when it is not there.</summary>
    public string? this[string path] => _byPath.TryGetValue(path, out var attribute) ? attribute.Value : null;

    /// <summary>The view of an event.</summary>
    public static OcsfView Of(EventRecord record)
    {
        var file = OcsfMapping.For(record);
        var entry = file.EntryFor(record);
        var attributes = new List<OcsfAttribute>();
        var used = new HashSet<int>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, names) in entry.Map.Concat(file.Map.Where(m => !entry.Leave.Contains(m.Path))))
        {
            if (taken.Contains(path) || Find(record, names) is not { } index) continue;
            var (name, value) = record.Fields[index];
            if (OcsfMapping.Classes.IsInteger(path) && !OcsfNumber.TryRead(value, out _)) continue;
            taken.Add(path);
            used.Add(index);
            attributes.Add(new OcsfAttribute(path, value!, name));
        }

        foreach (var (path, value) in entry.Set.Concat(file.Set))
            if (taken.Add(path)) attributes.Add(new OcsfAttribute(path, value, null));
        List<KeyValuePair<string, string?>> unmapped = [.. record.Fields.Where((_, i) => !used.Contains(i))];
        return new OcsfView(entry, entry.Activity.Of(record) ?? 0, entry.Status?.Of(record), record, attributes, unmapped);
    }

    /// <summary>Writes the event as an OCSF object.</summary>
    public void WriteTo(Utf8JsonWriter json) => OcsfJson.Write(json, this);

    // The first name that has a value wins: sources write the same thing under several names.
    static int? Find(EventRecord record, string[] names)
    {
        foreach (var name in names)
            for (var i = 0; i < record.Fields.Count; i++)
                if (!string.IsNullOrEmpty(record.Fields[i].Value) && FieldTable.Canonical(record.Fields[i].Key) == name) return i;
        return null;
    }
}

/// <summary>An attribute of an event.</summary>
/// <param name="Path">Where it stands in the object, for example <c>actor.process.file.path</c>.</param>
/// <param name="Value">Its value as the source wrote it.</param>
/// <param name="Field">The field of the source it comes from; null for what the mapping says of all such events.</param>
public sealed record OcsfAttribute(string Path, string Value, string? Field);

/// <summary>Numbers as sources write them.</summary>
static class OcsfNumber
{
    /// <summary>Reads a decimal number, or a hexadecimal one behind <c>0x</c>.</summary>
    public static bool TryRead(string? text, out long number)
    {
        number = 0;
        return text is not null && (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));
    }
}
