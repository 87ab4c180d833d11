using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>What markings say about how far an object may travel: TLP 1.0 of STIX 2.1 §7.2.1.4, and TLP 2.0.</summary>
static class MarkingLevels
{
    /// <summary>The level of a marking; null when its id says nothing.</summary>
    public static Tlp? Of(string id) => TlpMarkings.Of(id)?.Level;

    /// <summary>The level a marking definition stands for; null when it limits something else that we do not know.</summary>
    public static Tlp? OfDefinition(JsonElement definition)
    {
        if (definition.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty(TlpMarkings.Extension, out var two) && two.ValueKind == JsonValueKind.Object)
            return two.TryGetProperty("tlp_2_0", out var word) ? Named(word) : null;
        if (!definition.TryGetProperty("definition_type", out var kind) || kind.ValueKind != JsonValueKind.String) return null;

        // A statement is text for people, such as a copyright; it keeps nothing from anybody.
        if (kind.ValueEquals("statement")) return Tlp.Clear;
        return kind.ValueEquals("tlp") && definition.TryGetProperty("definition", out var body) && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("tlp", out var colour) ? Named(colour) : null;
    }

    static Tlp? Named(JsonElement word) => word.ValueKind != JsonValueKind.String ? null : word.GetString()!.ToLowerInvariant() switch
    {
        "white" or "clear" => Tlp.Clear,
        "green" => Tlp.Green,
        "amber" => Tlp.Amber,
        "amber+strict" => Tlp.AmberStrict,
        "red" => Tlp.Red,
        _ => null,
    };
}
