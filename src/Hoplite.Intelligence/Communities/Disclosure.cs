using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Communities;

/// <summary>What of an object leaves the house: only what a list allows, so that a field nobody thought of stays at home.</summary>
public static class Disclosure
{
    static readonly string[] Everywhere = ["type", "spec_version", "id", "created_by_ref", "created", "modified", "revoked", "confidence", "lang", "object_marking_refs", SignedObject.GroupProperty];

    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["indicator"] = ["indicator_types", "pattern", "pattern_type", "pattern_version", "valid_from", "valid_until", "kill_chain_phases"],
        ["sighting"] = ["sighting_of_ref", "count", "first_seen", "last_seen"],
        ["opinion"] = ["opinion", "object_refs"],
        ["attack-pattern"] = ["name", "kill_chain_phases", "external_references"],
        ["relationship"] = ["relationship_type", "source_ref", "target_ref"],
        ["course-of-action"] = ["name", "extensions"],
        ["malware"] = ["name", "malware_types", "is_family"],
        ["tool"] = ["name", "tool_types"],
        ["grouping"] = ["context", "object_refs"],
        ["identity"] = ["name", "identity_class"],
        ["marking-definition"] = ["definition_type", "definition", "name", "extensions"],
    };

    static readonly string[] KeptLabels = ["PAP:", "severity:"];

    /// <summary>The part of an object that may leave; null when nothing of this type does.</summary>
    public static JsonObject? Of(JsonObject whole)
    {
        if ((string?)whole["type"] is not { } type || !Allowed.TryGetValue(type, out var allowed)) return null;
        var part = new JsonObject();
        foreach (var (name, value) in whole)
            if (Everywhere.Contains(name, StringComparer.Ordinal) || allowed.Contains(name, StringComparer.Ordinal)) part[name] = value?.DeepClone();
        if (whole["labels"] is JsonArray labels && labels.Select(l => (string?)l).Where(l => Array.Exists(KeptLabels, k => l?.StartsWith(k, StringComparison.Ordinal) == true)).ToArray() is { Length: > 0 } kept)
            part["labels"] = new JsonArray([.. kept.Select(l => JsonValue.Create(l))]);
        if (part["external_references"] is JsonArray references) part["external_references"] = Public(references);
        return part;
    }

    // A reference may name a ticket of one's own: only those of the public catalogue go out.
    static JsonArray Public(JsonArray references) =>
        [.. references.OfType<JsonObject>().Where(r => (string?)r["source_name"] is "mitre-attack" or "capec" or "cve").Select(r => (JsonNode)new JsonObject { ["source_name"] = (string?)r["source_name"], ["external_id"] = (string?)r["external_id"] })];
}
