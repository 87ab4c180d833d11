using System.Text;
using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Reading;

/// <summary>Walks over one object and keeps its head and the first thing that is wrong.</summary>
ref struct LenientWalk(StixLimits limits, ReadOnlySpan<byte> rest)
{
    readonly ReadOnlySpan<byte> _rest = rest;
    readonly StixLimits _limits = limits;
    TypeSpec _spec = StixSchema.Unknown;
    string _type = "";
    string _id = "";
    string? _created;
    string? _modified;
    bool _hasSpecVersion;
    ulong _seen;
    StixFinding? _problem;

    public readonly StixEntry Entry(ReadOnlyMemory<byte> utf8)
    {
        var problem = utf8.Length > _limits.ObjectBytes
            ? new StixFinding("", $"the object has {utf8.Length} bytes, more than {_limits.ObjectBytes}; leave out large contents", "", true)
            : _problem ?? (StixJson.IsWhole(utf8.Span) ? null : new StixFinding("", "a text in it holds half a character; write whole ones in UTF-8", "", true));
        StixTime? version = StixTime.TryParse(_modified ?? _created, out var time) ? time : null;
        return new StixEntry(utf8, _type, _id, version, problem);
    }

    /// <summary>From the opening brace to the closing one.</summary>
    public void Object(ref Utf8JsonReader reader)
    {
        FindType();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var spec = reader.ValueIsEscaped ? _spec.Find(reader.GetString() ?? "") : _spec.Find(reader.ValueSpan);
            if (spec is null)
            {
                SkipValue(ref reader);
                continue;
            }

            var bit = 1UL << spec.Place;
            if ((_seen & bit) != 0) Say(spec.Name, "stands there twice; keep one");
            _seen |= bit;
            Value(ref reader, spec);
        }

        Finish();
    }

    /// <summary>The type decides what the other properties are, and need not come first.</summary>
    void FindType()
    {
        var reader = new Utf8JsonReader(_rest, StixJson.Reader);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            if (!isType)
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.String) return;
            var known = reader.ValueIsEscaped ? null : StixSchema.Find(reader.ValueSpan);
            _type = known?.Name ?? LenientValues.Text(ref reader) ?? "";
            if (known is not null) _spec = known;
            return;
        }
    }

    void Value(ref Utf8JsonReader reader, PropertySpec spec)
    {
        reader.Read();
        if (!spec.Many)
        {
            Take(ref reader, spec);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Say(spec.Name, "is no list; put its values into [ ]");
            reader.Skip();
            return;
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            Take(ref reader, spec);
        }

        if (count > _limits.ListItems) Say(spec.Name, $"has {count} items, more than {_limits.ListItems}; send fewer");
        if (count == 0 && !spec.MayBeEmpty) Say(spec.Name, "is an empty list; leave it out (STIX 2.1 §2.7)");
    }

    void Take(ref Utf8JsonReader reader, PropertySpec spec)
    {
        if (LenientValues.Wrong(ref reader, spec) is { } wrong) Say(spec.Name, wrong);
        if (!spec.Many && reader.TokenType == JsonTokenType.String) Head(ref reader, spec);
        reader.Skip();
    }

    void Head(ref Utf8JsonReader reader, PropertySpec spec)
    {
        // The head stands at the front of every table.
        if (spec.Place > 4) return;
        switch (spec.Name)
        {
            case "id": _id = LenientValues.Text(ref reader) ?? ""; break;
            case "created": _created = LenientValues.Text(ref reader); break;
            case "modified": _modified = LenientValues.Text(ref reader); break;
            case "spec_version": _hasSpecVersion = true; break;
        }
    }

    void Finish()
    {
        if (_type.Length == 0)
        {
            Say("type", "is missing; say what kind of object it is");
            return;
        }

        if (_problem is null && !IdFits()) Say("id", $"starts with another type; it must start with {_type}--");
        if (Missing() is { } missing) Say(missing, "is missing; it is required", StixFinding.Required);
        if (_created is not null && _modified is not null && StixTime.TryParse(_created, out var created) && StixTime.TryParse(_modified, out var modified) && modified < created)
            Say("modified", "is earlier than created; a version cannot be older than its object", StixFinding.Order);
    }

    readonly bool IdFits() => _id.StartsWith(_type, StringComparison.Ordinal) && _id.AsSpan(_type.Length).StartsWith("--", StringComparison.Ordinal);

    /// <summary>
    /// The first required property that is not there. An object without <c>spec_version</c> is one of STIX 2.0 (§3.2) and is held to the common properties only;
    /// a custom one without any time may be an observable, which has none.
    /// </summary>
    readonly string? Missing()
    {
        var missing = _spec.RequiredMask & ~_seen;
        if (missing == 0) return null;
        var isOld = !_hasSpecVersion && _spec.Family != StixFamily.Observable;
        var isTimeless = ReferenceEquals(_spec, StixSchema.Unknown) && _created is null && _modified is null;
        foreach (var spec in _spec.Properties)
        {
            if ((missing & (1UL << spec.Place)) == 0) continue;
            if (isOld && spec.Name is not ("id" or "created" or "modified")) continue;
            if (isTimeless && spec.Name is not "id") continue;
            return spec.Name;
        }

        return null;
    }

    void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    void Say(string path, string message, string check = "") => _problem ??= new StixFinding(path, message, check, true);
}
