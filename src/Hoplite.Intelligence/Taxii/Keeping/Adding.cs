using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Adds the objects of one request within a transaction.</summary>
sealed class Adding(IAddingShelf shelf)
{
    const string Conflict = "conflict: this version is here already, with other content";
    readonly Dictionary<string, Tlp?> _definitions = new(StringComparer.Ordinal);

    /// <summary>Adds them.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="now">Microseconds since 1970.</param>
    /// <returns>For each, null when it is there now, else why not.</returns>
    public string?[] Add(IReadOnlyList<TaxiiObject> objects, long now)
    {
        // Each has a microsecond of its own, and none lies ahead of the clock when that can be helped.
        var next = Math.Max(shelf.LastAdded + 1, now - objects.Count + 1);
        var results = new string?[objects.Count];
        for (var i = 0; i < objects.Count; i++)
            if (objects[i].Added is { } given) Put(objects[i], TaxiiTime.Micros(given), out results[i]);
            else if (Put(objects[i], next, out results[i])) next++;
        return results;
    }

    bool Put(TaxiiObject item, long added, out string? wrong)
    {
        var versions = shelf.Versions(item.Id);
        wrong = null;
        if (Same(item, versions) is { } there)
        {
            wrong = IsEqual(item, there) ? null : Conflict;
            return false;
        }

        shelf.Insert(item, LevelOf(item), added, versions);
        shelf.LastAdded = Math.Max(shelf.LastAdded, added);
        return true;
    }

    // What has no version cannot have a second one.
    static VersionRow? Same(TaxiiObject item, List<VersionRow> versions)
    {
        foreach (var version in versions)
            if (item.Version is null || version.IsUnversioned || version.Version == item.Version.Value.UtcTicks) return version;
        return null;
    }

    bool IsEqual(TaxiiObject item, VersionRow there)
    {
        using var one = shelf.Content(there.Key);
        using var other = JsonDocument.Parse(item.Json);
        return Covers(one.RootElement, other.RootElement) && Covers(other.RootElement, one.RootElement);
    }

    // The version is equal already, however it is written.
    static bool Covers(JsonElement one, JsonElement other)
    {
        foreach (var property in one.EnumerateObject())
            if (!property.NameEquals("modified"u8) && !(other.TryGetProperty(property.Name, out var value) && (JsonElement.DeepEquals(property.Value, value) || IsSameTime(property.Value, value)))) return false;
        return true;
    }

    static bool IsSameTime(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.String && other.ValueKind == JsonValueKind.String && TaxiiTime.Read(one.GetString()) is { } time && time == TaxiiTime.Read(other.GetString());

    Tlp LevelOf(TaxiiObject item)
    {
        var level = item.Tlp;
        foreach (var marking in item.UnknownMarkings)
            if ((Definition(marking) ?? Tlp.Red) is var found && found > level) level = found;
        return level;
    }

    Tlp? Definition(string id)
    {
        if (_definitions.TryGetValue(id, out var known)) return known;
        var versions = shelf.Versions(id);
        if (versions.Count == 0) return null;
        using var content = shelf.Content(versions[0].Key);
        return _definitions[id] = MarkingLevels.OfDefinition(content.RootElement);
    }
}
