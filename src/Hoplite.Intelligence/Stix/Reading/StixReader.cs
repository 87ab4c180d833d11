using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Reading;

/// <summary>
/// Reads STIX in bulk, in one pass over the bytes and without a tree: a bundle, a TAXII envelope (anything with <c>objects</c>), a list of objects or a single one.
/// Each object is held to what a server must hold it to: required properties, kinds of values, identifiers, timestamps, bounds. No input makes it throw.
/// </summary>
public static class StixReader
{
    /// <summary>Reads the objects of a text.</summary>
    /// <param name="utf8">JSON text; entries share its bytes.</param>
    /// <param name="limits">Bounds; null for <see cref="StixLimits.Default"/>.</param>
    public static StixReading Read(ReadOnlyMemory<byte> utf8, StixLimits? limits = null)
    {
        limits ??= StixLimits.Default;
        var entries = new List<StixEntry>();
        if (utf8.Length > limits.BundleBytes) return Refuse(entries, $"the text has {utf8.Length} bytes, more than {limits.BundleBytes}; send it in parts");
        var reader = new Utf8JsonReader(utf8.Span, StixJson.Reader);
        try
        {
            if (!reader.Read()) return Refuse(entries, "the text is empty; send a STIX object or a bundle");
            var problem = reader.TokenType switch
            {
                JsonTokenType.StartObject when IsContainer(utf8.Span) => ReadContainer(ref reader, utf8, limits, entries),
                JsonTokenType.StartObject => ReadOne(ref reader, utf8, limits, entries),
                JsonTokenType.StartArray => ReadList(ref reader, utf8, limits, entries),
                _ => "the text is no object; send a STIX object or a bundle",
            };
            if (problem is not null) return Refuse(entries, problem);

            // What stands behind the value is an error of the reader.
            reader.Read();
            return new StixReading(entries, null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            if (UnreadableObjects.Part(utf8.Span, StixJson.MaxDepth, "null"u8) is not var (others, unreadable)) return Refuse(entries, $"this is no JSON: {wrong.Message}");
            var read = Read(others, limits);
            StixEntry[] all = [.. read.Entries];
            foreach (var one in unreadable.Where(u => u.Index < all.Length)) all[one.Index] = Bad(utf8.Slice(one.Start, one.Length), one.Reason);
            return read with { Entries = all };
        }
    }

    /// <summary>Looks at one object.</summary>
    /// <param name="utf8">The JSON text of the object.</param>
    /// <param name="limits">Bounds; null for <see cref="StixLimits.Default"/>.</param>
    public static StixEntry ReadObject(ReadOnlyMemory<byte> utf8, StixLimits? limits = null)
    {
        limits ??= StixLimits.Default;
        var entries = new List<StixEntry>(1);
        var reader = new Utf8JsonReader(utf8.Span, StixJson.Reader);
        try
        {
            reader.Read();
            var problem = reader.TokenType == JsonTokenType.StartObject ? ReadOne(ref reader, utf8, limits, entries) : "a STIX object is a JSON object";
            if (problem is null) reader.Read();
            return problem is null ? entries[0] : Bad(utf8, problem);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return Bad(utf8, $"this is no JSON: {wrong.Message}");
        }
    }

    static StixEntry Bad(ReadOnlyMemory<byte> utf8, string problem) => new(utf8, "", "", null, new StixFinding("", problem, "", true));

    static StixReading Refuse(List<StixEntry> entries, string problem) => new(entries, new StixFinding("", problem, "", true));

    /// <summary>A bundle says so; an envelope of TAXII has objects and no type.</summary>
    static bool IsContainer(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, StixJson.Reader);
        reader.Read();
        var hasObjects = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("bundle"u8);
            }

            hasObjects |= reader.ValueTextEquals("objects"u8);
            reader.Skip();
        }

        return hasObjects;
    }

    static string? ReadContainer(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8, StixLimits limits, List<StixEntry> entries)
    {
        var seen = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var objects = reader.ValueTextEquals("objects"u8);
            reader.Read();
            if (!objects)
            {
                reader.Skip();
                continue;
            }

            if (seen) return "objects stands there twice; send one list";
            seen = true;
            if (reader.TokenType != JsonTokenType.StartArray) return "objects is no list; send a list of STIX objects";
            if (ReadList(ref reader, utf8, limits, entries) is { } problem) return problem;
        }

        return null;
    }

    static string? ReadList(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8, StixLimits limits, List<StixEntry> entries)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (entries.Count == limits.Objects) return $"there are more than {limits.Objects} objects; send them in parts";
            if (reader.TokenType == JsonTokenType.StartObject) ReadOne(ref reader, utf8, limits, entries);
            else Skip(ref reader, utf8, entries);
        }

        return null;
    }

    static void Skip(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8, List<StixEntry> entries)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        entries.Add(Bad(utf8[start..(int)reader.BytesConsumed], "a STIX object is a JSON object"));
    }

    static string? ReadOne(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8, StixLimits limits, List<StixEntry> entries)
    {
        var start = (int)reader.TokenStartIndex;
        var walk = new LenientWalk(limits, utf8.Span[start..]);
        walk.Object(ref reader);
        entries.Add(walk.Entry(utf8[start..(int)reader.BytesConsumed]));
        return null;
    }
}
