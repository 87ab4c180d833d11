using System.Text.Json;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Reads observed-data objects: those of STIX 2.0 with their <c>objects</c>, those of 2.1 with <c>object_refs</c> into their bundle.</summary>
public static class ObservationReader
{
    const int MaxDepth = 64;

    /// <summary>The observations of a bundle, of one observed-data object, or of a list of either.</summary>
    /// <exception cref="PatternException">One has no times, or is counted less than once.</exception>
    public static IReadOnlyList<Observation> Read(JsonElement json)
    {
        var observations = new List<Observation>();
        Read(json, observations);
        return observations;
    }

    static void Read(JsonElement json, List<Observation> observations)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray()) Read(item, observations);
            return;
        }

        if (json.ValueKind != JsonValueKind.Object) return;
        if (Text(json, "type") != "bundle")
        {
            if (json.TryGetProperty("first_observed", out _)) observations.Add(One(json, []));
            return;
        }

        if (!json.TryGetProperty("objects", out var all) || all.ValueKind != JsonValueKind.Array) return;
        var byId = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var item in all.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Object && Text(item, "id") is { } id) byId.TryAdd(id, item);
        foreach (var item in all.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Object && Text(item, "type") == "observed-data") observations.Add(One(item, byId));
    }

    static Observation One(JsonElement json, Dictionary<string, JsonElement> byId)
    {
        if (!PatternTime.TryParse(Text(json, "first_observed") ?? "", out var first) || !PatternTime.TryParse(Text(json, "last_observed") ?? "", out var last) || last < first)
            throw new PatternException("An observed-data object has no valid first_observed and last_observed.");
        if (!json.TryGetProperty("number_observed", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var count) || count < 1)
            throw new PatternException("An observed-data object has no number_observed of at least 1.");
        var objects = new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal);
        if (json.TryGetProperty("objects", out var own) && own.ValueKind == JsonValueKind.Object)
            foreach (var item in own.EnumerateObject()) Add(objects, item.Name, item.Value);
        if (json.TryGetProperty("object_refs", out var references) && references.ValueKind == JsonValueKind.Array)
            foreach (var reference in references.EnumerateArray())
                if (reference.ValueKind == JsonValueKind.String && byId.TryGetValue(reference.GetString()!, out var target)) Add(objects, reference.GetString()!, target);
        return new Observation(first, last, count, objects);
    }

    static void Add(Dictionary<string, IReadOnlyDictionary<string, object?>> objects, string id, JsonElement json)
    {
        if (Value(json, 0) is IReadOnlyDictionary<string, object?> tree) objects[id] = tree;
    }

    static object? Value(JsonElement json, int depth) => json.ValueKind switch
    {
        _ when depth > MaxDepth => null,
        JsonValueKind.Object => Tree(json, depth),
        JsonValueKind.Array => json.EnumerateArray().Select(i => Value(i, depth + 1)).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    static Dictionary<string, object?> Tree(JsonElement json, int depth)
    {
        var tree = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var item in json.EnumerateObject()) tree[item.Name] = Value(item.Value, depth + 1);
        return tree;
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
