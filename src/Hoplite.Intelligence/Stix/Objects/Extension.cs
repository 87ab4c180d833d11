using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Reads properties of embedded values.</summary>
static class Extension
{
    public static JsonElement? Find(StixObject owner, string name) =>
        owner.Extensions is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object ? found : null;

    public static JsonElement? Value(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(JsonElement json, string name) => Value(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static StixTime? Time(JsonElement json, string name) => StixTime.TryParse(Text(json, name), out var time) ? time : null;

    public static long? Whole(JsonElement json, string name) => Value(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var whole) ? whole : null;

    public static double? Number(JsonElement json, string name) => Value(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    public static bool? Flag(JsonElement json, string name) => Value(json, name) switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => null };

    public static IReadOnlyList<JsonElement> Items(JsonElement json, string name) => Value(json, name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    public static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        [.. Items(json, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
