using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix.Upgrading;

/// <summary>
/// Takes the objects out of observed-data. Their keys become ids: an object that makes up its id of a reference needs the id of that one first,
/// so they are named in that order; where two need one another, the second gets a random id.
/// </summary>
static class ObservedDataUpgrade
{
    /// <summary>Objects that may need the ids of one another in a row; beyond, the key stays in the name.</summary>
    const int LongestChain = 32;

    public static IReadOnlyList<JsonObject> Observables(JsonObject observed)
    {
        if (observed["objects"] is not JsonObject objects) return [];
        var parts = objects.Where(member => member.Value is JsonObject).ToDictionary(member => member.Key, member => (JsonObject)member.Value!.DeepClone(), StringComparer.Ordinal);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in parts.Keys) Name(key, parts, ids, []);
        foreach (var part in parts.Values) Point(part, ids);
        observed.Remove("objects");
        observed["object_refs"] = new JsonArray([.. ids.Values.Distinct(StringComparer.Ordinal).Select(id => (JsonNode)id)]);
        return [.. parts.Select(part => Whole(part.Value, ids[part.Key]))];
    }

    static string Name(string key, Dictionary<string, JsonObject> parts, Dictionary<string, string> ids, HashSet<string> under)
    {
        if (ids.TryGetValue(key, out var known)) return known;
        var part = parts[key];
        Rename(part);
        under.Add(key);
        foreach (var name in StixIds.ContributingProperties(StixUpgrade.Text(part, "type") ?? ""))
        {
            if (!name.EndsWith("_ref", StringComparison.Ordinal) || StixUpgrade.Text(part, name) is not { } target || !parts.ContainsKey(target) || under.Contains(target) || under.Count > LongestChain) continue;
            part[name] = Name(target, parts, ids, under);
        }

        under.Remove(key);
        return ids[key] = StixUpgrade.Text(part, "type") is null ? StixId.New("x-unknown") : StixIds.Of(part);
    }

    /// <summary>Properties that 2.1 calls otherwise or no longer has.</summary>
    static void Rename(JsonObject part)
    {
        switch (StixUpgrade.Text(part, "type"))
        {
            case "file" or "directory":
                Move(part, "created", "ctime");
                Move(part, "modified", "mtime");
                Move(part, "accessed", "atime");
                foreach (var gone in (string[])["is_encrypted", "encryption_algorithm", "decryption_key"]) Move(part, gone, "x_" + gone);
                break;
            case "process":
                Move(part, "created", "created_time");
                Move(part, "binary_ref", "image_ref");
                foreach (var gone in (string[])["name", "arguments"]) Move(part, gone, "x_" + gone);
                break;
            case "windows-registry-key": Move(part, "modified", "modified_time"); break;
            case "user-account": Move(part, "password_last_changed", "credential_last_changed"); break;
        }
    }

    static void Move(JsonObject part, string from, string to)
    {
        if (part.ContainsKey(to) || part[from] is not { } value) return;
        part.Remove(from);
        part[to] = value;
    }

    /// <summary>References everywhere else: keys become ids.</summary>
    static void Point(JsonNode node, Dictionary<string, string> ids)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) if (item is JsonObject or JsonArray) Point(item, ids);
            return;
        }

        if (node is not JsonObject part) return;
        foreach (var (name, value) in part.ToList())
        {
            if (name.EndsWith("_ref", StringComparison.Ordinal) && StixUpgrade.Text(part, name) is { } key && ids.TryGetValue(key, out var id)) part[name] = id;
            else if (name.EndsWith("_refs", StringComparison.Ordinal) && value is JsonArray keys) part[name] = new JsonArray([.. keys.Select(one => Id(one, ids))]);
            else if (value is JsonObject or JsonArray) Point(value, ids);
        }
    }

    static JsonNode? Id(JsonNode? key, Dictionary<string, string> ids) =>
        key is JsonValue value && value.TryGetValue(out string? text) && ids.TryGetValue(text, out var id) ? id : key?.DeepClone();

    static JsonObject Whole(JsonObject part, string id)
    {
        var made = new JsonObject { ["type"] = StixUpgrade.Text(part, "type") ?? "x-unknown", ["spec_version"] = "2.1", ["id"] = id };
        foreach (var (name, value) in part)
            if (!made.ContainsKey(name)) made[name] = value?.DeepClone();
        return made;
    }
}
