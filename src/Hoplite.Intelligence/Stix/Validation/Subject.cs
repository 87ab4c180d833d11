using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>An object under validation.</summary>
/// <param name="Json">What it says.</param>
/// <param name="Type">Its type.</param>
/// <param name="Spec">The table of its type; that of an unknown one for a custom type.</param>
sealed record Subject(JsonElement Json, string Type, TypeSpec Spec)
{
    public static readonly Subject None = new(default, "", StixSchema.Unknown);

    public bool IsCustom => Spec.Family == StixFamily.Custom;

    /// <summary>An observable of the specification, or a custom one.</summary>
    public bool IsObservable => Spec.Family == StixFamily.Observable || ReferenceEquals(Spec, StixSchema.UnknownObservable);

    public bool Has(string name) => Json.TryGetProperty(name, out _);

    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public JsonElement? Object(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    public StixTime? Time(string name) => StixTime.TryParse(Text(name), out var time) ? time : null;

    /// <summary>Types of the extensions that are named by a definition.</summary>
    public IEnumerable<string> ExtensionTypes() => Object("extensions") is not { } all
        ? []
        : all.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Object && one.Value.TryGetProperty("extension_type", out var kind) && kind.ValueKind == JsonValueKind.String)
            .Select(one => one.Value.GetProperty("extension_type").GetString()!);

    /// <summary>The subject an object makes.</summary>
    public static Subject Of(JsonElement json)
    {
        var type = json.TryGetProperty("type", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        var known = StixSchema.Find(type);
        if (known is not null) return new Subject(json, type, known);
        var custom = new Subject(json, type, StixSchema.Unknown);
        return custom.ExtensionTypes().Contains("new-sco", StringComparer.Ordinal) ? custom with { Spec = StixSchema.UnknownObservable } : custom;
    }
}
