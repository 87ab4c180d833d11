using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix.Upgrading;

/// <summary>
/// Makes STIX 2.1 of STIX 2.0: objects get their version, labels that were types become types, and the objects of observed-data become observables of their own
/// with the ids that follow from what they are. Everything else, custom properties too, stays.
/// </summary>
public static class StixUpgrade
{
    /// <summary>Upgrades a bundle or a single object; what is of 2.1 already is left as it is.</summary>
    /// <exception cref="JsonException">It is no JSON object, or a text in it holds half a character.</exception>
    /// <exception cref="InvalidDataException">An observable in it has values that canonical JSON cannot carry.</exception>
    public static IReadOnlyList<JsonObject> Objects(ReadOnlyMemory<byte> utf8)
    {
        if (!StixJson.IsWhole(utf8.Span)) throw new JsonException("a text in it holds half a character");
        using var document = JsonDocument.Parse(utf8, StixJson.Strict);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("a STIX object is a JSON object");
        var made = new List<JsonObject>();
        var isBundle = document.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("bundle");
        if (!isBundle)
        {
            Add(JsonObject.Create(document.RootElement.Clone())!, made);
        }
        else if (document.RootElement.TryGetProperty("objects", out var objects) && objects.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in objects.EnumerateArray())
                if (item.ValueKind == JsonValueKind.Object) Add(JsonObject.Create(item.Clone())!, made);
        }

        // Two sightings of one address share its observable.
        return [.. made.DistinctBy(one => (Text(one, "id"), Text(one, "modified")))];
    }

    /// <summary>Upgrades a bundle; the new one keeps the id and has no version of its own (2.1 §8).</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="InvalidDataException">An observable in it has values that canonical JSON cannot carry.</exception>
    public static JsonObject Bundle(ReadOnlyMemory<byte> utf8)
    {
        var objects = Objects(utf8);
        using var document = JsonDocument.Parse(utf8, StixJson.Strict);
        var id = document.RootElement.TryGetProperty("id", out var text) && text.ValueKind == JsonValueKind.String && text.GetString()!.StartsWith("bundle--", StringComparison.Ordinal) ? text.GetString()! : StixId.New("bundle");
        return new JsonObject { ["type"] = "bundle", ["id"] = id, ["objects"] = new JsonArray([.. objects]) };
    }

    static void Add(JsonObject old, List<JsonObject> made)
    {
        if (old.ContainsKey("spec_version") && Text(old, "spec_version") is not "2.0")
        {
            made.Add(old);
            return;
        }

        if (Text(old, "type") is "observed-data") made.AddRange(ObservedDataUpgrade.Observables(old));
        made.Add(ObjectUpgrade.Upgrade(old));
    }

    internal static string? Text(JsonObject one, string name) => one[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
