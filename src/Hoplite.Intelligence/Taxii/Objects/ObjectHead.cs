using System.Runtime.InteropServices;
using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Finds in an object what the server has to know about it.</summary>
static class ObjectHead
{
    /// <summary>Reads an object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="definitions">Levels of markings that are defined beside it.</param>
    /// <param name="head">What was found; null when it cannot be taken.</param>
    /// <param name="id">Its id, as far as it has one.</param>
    /// <param name="version">Its version, as far as it has one.</param>
    /// <returns>Why it cannot be taken; null when it can.</returns>
    public static string? Read(JsonElement item, IReadOnlyDictionary<string, Tlp> definitions, out TaxiiObject? head, out string? id, out string? version)
    {
        (head, id, version) = (null, null, null);
        if (item.ValueKind != JsonValueKind.Object) return "it is no object";
        string? type = null, spec = null, created = null, modified = null, group = null;
        var marks = new Marks(definitions);
        foreach (var property in item.EnumerateObject())
            if (property.NameEquals("id"u8)) { if (Take(property, ref id) is { } wrong) return wrong; }
            else if (property.NameEquals("type"u8)) { if (Take(property, ref type) is { } wrong) return wrong; }
            else if (property.NameEquals("spec_version"u8)) { if (Take(property, ref spec) is { } wrong) return wrong; }
            else if (property.NameEquals("created"u8)) { if (Take(property, ref created) is { } wrong) return wrong; }
            else if (property.NameEquals("modified"u8)) { if (Take(property, ref modified) is { } wrong) return wrong; }
            else if (property.NameEquals("x_hoplite_sharing_group"u8)) { if (Take(property, ref group) is { } wrong) return wrong; }
            else if (property.NameEquals("object_marking_refs"u8)) marks.AddAll(property.Value);
            else if (property.NameEquals("granular_markings"u8)) marks.AddGranular(property.Value);
        version = modified ?? created;
        if (id is null) return "it has no id";
        if (type is null) return "it has no type";
        if (!IsId(id, type)) return "its id is not its type, '--' and a UUID";
        if (type == "bundle") return "a bundle is no object; post what is in it";
        if (spec is not (null or "2.0" or "2.1")) return $"STIX {Short(spec)} is not supported";
        var time = version is null ? null : TaxiiTime.Read(version);
        if (version is not null && time is null || created is not null && TaxiiTime.Read(created) is null) return "its created or modified is no time in UTC";
        var raw = JsonMarshal.GetRawUtf8Value(item);
        if (raw.Length > EnvelopeReader.MaxObjectBytes) return "it is too long";
        head = new TaxiiObject
        {
            Id = id, Type = type, SpecVersion = spec ?? (created is null ? "2.1" : "2.0"), Stamp = version, Version = time, Json = raw.ToArray(),
            Tlp = marks.Level, UnknownMarkings = marks.Unknown, Group = group,
        };
        return null;
    }

    /// <summary>Whether an id has the form of STIX 2.1 §2.9.</summary>
    public static bool IsId(string id, string type) =>
        type.Length is >= 1 and <= 250 && !type.AsSpan().ContainsAnyExcept(TypeLetters) && id.Length == type.Length + 38
        && id.StartsWith(type, StringComparison.Ordinal) && id.AsSpan(type.Length).StartsWith("--") && Guid.TryParseExact(id.AsSpan(type.Length + 2), "D", out _);

    static readonly System.Buffers.SearchValues<char> TypeLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    static string Short(string text) => text.Length > 20 ? text[..20] : text;

    // Two values under one name would let two readers see two objects.
    static string? Take(JsonProperty property, ref string? value)
    {
        if (value is not null) return $"it has two of {property.Name}";
        if (property.Value.ValueKind != JsonValueKind.String) return $"its {property.Name} is no text";
        try
        {
            value = property.Value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return $"its {property.Name} is no text: half a letter stands alone";
        }

        return value.Length is 0 or > 1_000 || value.Contains('\0', StringComparison.Ordinal) ? $"its {property.Name} is empty, too long, or has a letter that no text has" : null;
    }

    struct Marks(IReadOnlyDictionary<string, Tlp> definitions)
    {
        List<string>? _unknown;

        public Tlp Level { get; private set; }

        public readonly IReadOnlyList<string> Unknown => _unknown ?? (IReadOnlyList<string>)[];

        public void AddAll(JsonElement refs)
        {
            if (refs.ValueKind != JsonValueKind.Array) Level = Tlp.Red;
            else foreach (var one in refs.EnumerateArray()) Add(one);
        }

        public void AddGranular(JsonElement markings)
        {
            if (markings.ValueKind != JsonValueKind.Array) Level = Tlp.Red;
            else foreach (var one in markings.EnumerateArray())
                if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("marking_ref", out var marking)) Add(marking);
        }

        void Add(JsonElement marking)
        {
            if (marking.ValueKind != JsonValueKind.String) Level = Tlp.Red;
            else if ((MarkingLevels.Of(marking.GetString()!) ?? (definitions.TryGetValue(marking.GetString()!, out var beside) ? beside : null)) is { } level) Level = level > Level ? level : Level;
            else (_unknown ??= []).Add(marking.GetString()!);
        }
    }
}
