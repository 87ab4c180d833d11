using System.Collections.Frozen;
using System.Text.Json;

namespace Hoplite.Intelligence.Taxii;

/// <summary>What markings say about how far an object may travel: TLP 1.0 of STIX 2.1 §7.2.1.4, and TLP 2.0.</summary>
static class TlpMarkings
{
    const string TlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    static readonly FrozenDictionary<string, TlpLevel> Known = new Dictionary<string, TlpLevel>(StringComparer.Ordinal)
    {
        ["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"] = TlpLevel.Clear,
        ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"] = TlpLevel.Green,
        ["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"] = TlpLevel.Amber,
        ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"] = TlpLevel.Red,
        ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"] = TlpLevel.Clear,
        ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"] = TlpLevel.Green,
        ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"] = TlpLevel.Amber,
        ["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"] = TlpLevel.AmberStrict,
        ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"] = TlpLevel.Red,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The level of a marking; null when its id says nothing.</summary>
    public static TlpLevel? Of(string id) => Known.TryGetValue(id, out var level) ? level : null;

    /// <summary>The level a marking definition stands for; null when it limits something else that we do not know.</summary>
    public static TlpLevel? OfDefinition(JsonElement definition)
    {
        if (definition.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty(TlpExtension, out var two) && two.ValueKind == JsonValueKind.Object)
            return two.TryGetProperty("tlp_2_0", out var word) ? Named(word) : null;
        if (!definition.TryGetProperty("definition_type", out var kind) || kind.ValueKind != JsonValueKind.String) return null;

        // A statement is text for people, such as a copyright; it keeps nothing from anybody.
        if (kind.ValueEquals("statement")) return TlpLevel.Clear;
        return kind.ValueEquals("tlp") && definition.TryGetProperty("definition", out var body) && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("tlp", out var colour) ? Named(colour) : null;
    }

    static TlpLevel? Named(JsonElement word) => word.ValueKind != JsonValueKind.String ? null : word.GetString()!.ToLowerInvariant() switch
    {
        "white" or "clear" => TlpLevel.Clear,
        "green" => TlpLevel.Green,
        "amber" => TlpLevel.Amber,
        "amber+strict" => TlpLevel.AmberStrict,
        "red" => TlpLevel.Red,
        _ => null,
    };
}
