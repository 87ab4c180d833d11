using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix.Objects;

namespace Hoplite.Intelligence.Stix;

/// <summary>
/// A STIX object as it came: its bytes are kept and given back unchanged, so unknown properties, the digits of a timestamp and the order of names survive.
/// What it says is read from them when it is asked for. Records of the types (<see cref="Indicator"/> and the others) add the properties of each.
/// </summary>
/// <remarks>Objects are equal by <see cref="Id"/> and <see cref="Modified"/>; for equality of content see <see cref="StixVersions"/>.</remarks>
public abstract record StixObject
{
    JsonElement? _json;

    /// <summary>An object over its JSON text.</summary>
    /// <param name="utf8">One JSON object.</param>
    protected StixObject(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The JSON text as it came.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The same, parsed; the first call costs the parsing.</summary>
    /// <exception cref="JsonException">The bytes are no JSON, too deep, name a property twice, or hold half a character.</exception>
    public JsonElement Json => _json ??= Parse(Utf8);

    /// <summary>The type, such as <c>indicator</c>.</summary>
    public string Type => Text("type") ?? "";

    /// <summary>The identifier.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Family of the type.</summary>
    public StixFamily Family => Schema.StixSchema.Family(Type);

    /// <summary>Version of the specification; null where it is left out.</summary>
    public string? SpecVersion => Text("spec_version");

    /// <summary>Who made it, an identity.</summary>
    public string? CreatedByRef => Text("created_by_ref");

    /// <summary>When it was made; observables have none.</summary>
    public StixTime? Created => Time("created");

    /// <summary>When this version was made; observables and marking definitions have none.</summary>
    public StixTime? Modified => Time("modified");

    /// <summary>Whether its creator took it back, for good.</summary>
    public bool Revoked => Flag("revoked") ?? false;

    /// <summary>Free labels.</summary>
    public IReadOnlyList<string> Labels => Texts("labels");

    /// <summary>Confidence of the creator, 0 to 100 (Appendix A).</summary>
    public long? Confidence => Whole("confidence");

    /// <summary>Markings of the whole object.</summary>
    public IReadOnlyList<string> ObjectMarkingRefs => Texts("object_marking_refs");

    /// <summary>Where it is told elsewhere.</summary>
    public IReadOnlyList<JsonElement> ExternalReferences => Items("external_references");

    /// <summary>Extensions by their name.</summary>
    public JsonElement? Extensions => Property("extensions");

    /// <summary>A property of any kind; null where it is missing.</summary>
    public JsonElement? Property(string name) => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A text property; null where it is missing or something else.</summary>
    public string? Text(string name) => Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A timestamp; null where it is missing or none.</summary>
    public StixTime? Time(string name) => StixTime.TryParse(Text(name), out var time) ? time : null;

    /// <summary>A whole number; null where it is missing or something else.</summary>
    public long? Whole(string name) => Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var whole) ? whole : null;

    /// <summary>A number; null where it is missing or something else.</summary>
    public double? Real(string name) => Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    /// <summary>A truth value; null where it is missing or something else.</summary>
    public bool? Flag(string name) => Property(name) switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => null };

    /// <summary>The texts of a list; empty where it is missing.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>The items of a list; empty where it is missing.</summary>
    public IReadOnlyList<JsonElement> Items(string name) => Property(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    /// <summary>A copy that can be changed.</summary>
    public JsonObject ToNode() => JsonObject.Create(Json)!;

    /// <summary>Reads one object.</summary>
    /// <exception cref="JsonException">The bytes are no JSON object, too deep, or name a property twice.</exception>
    public static StixObject Read(ReadOnlyMemory<byte> utf8)
    {
        var json = Parse(utf8);
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("a STIX object is a JSON object");
        var type = json.TryGetProperty("type", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        return StixRecords.Create(type, utf8) with { _json = json };
    }

    /// <summary>Takes over an object that was built.</summary>
    public static StixObject From(JsonObject built) => Read(JsonSerializer.SerializeToUtf8Bytes(built, StixJson.Plain));

    /// <summary>Whether both are the same version of the same object.</summary>
    public virtual bool Equals(StixObject? other) => other is not null && Id.Equals(other.Id, StringComparison.Ordinal) && Modified == other.Modified;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Modified);

    /// <inheritdoc/>
    public sealed override string ToString() => Modified is { } modified ? $"{Id} of {modified}" : Id;

    static JsonElement Parse(ReadOnlyMemory<byte> utf8) =>
        StixJson.IsWhole(utf8.Span) ? JsonElement.Parse(utf8.Span, StixJson.Strict) : throw new JsonException("a text in it holds half a character");
}
