using System.Runtime.InteropServices;
using System.Text.Json;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Reading;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Reads envelopes (TAXII 2.1 §3.7). An object that cannot be taken is a failure of its own; the others are taken.</summary>
public static class EnvelopeReader
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>The longest object, bytes.</summary>
    public const int MaxObjectBytes = 4 << 20;

    const string NoId = "";

    /// <summary>Reads an envelope.</summary>
    /// <param name="utf8">The envelope as it came.</param>
    /// <param name="accept">Asked about every object; null to take what has the form of one.</param>
    /// <exception cref="TaxiiRefusal">It is no envelope (422).</exception>
    public static TaxiiEnvelope Read(ReadOnlyMemory<byte> utf8, TaxiiAcceptance? accept = null)
    {
        var failures = new List<TaxiiFailure>();
        using var document = Parse(utf8, failures);
        var list = List(document);
        var objects = new List<TaxiiObject>(list.GetArrayLength());
        var definitions = Definitions(list);
        foreach (var item in list.EnumerateArray())
            if (ObjectHead.Read(item, definitions, out var head, out var id, out var version) is { } wrong) failures.Add(new TaxiiFailure(id ?? NoId, version, wrong));
            else if (accept?.Invoke(JsonMarshal.GetRawUtf8Value(item)) is { } refused) failures.Add(new TaxiiFailure(head!.Id, head.Stamp, refused));
            else objects.Add(head!);
        return new TaxiiEnvelope(objects, failures);
    }

    /// <summary>The objects of an envelope, byte by byte as they came; nothing is asked of them, and <c>null</c> stands for one that cannot be read.</summary>
    /// <exception cref="TaxiiRefusal">It is no envelope (422).</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Raw(ReadOnlyMemory<byte> utf8)
    {
        using var document = Parse(utf8, null);
        return [.. List(document).EnumerateArray().Select(o => (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(o).ToArray())];
    }

    // What nobody could read is a failure of its own, or null in its place where nobody counts failures.
    static JsonDocument Parse(ReadOnlyMemory<byte> utf8, List<TaxiiFailure>? failures)
    {
        try
        {
            var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (StixJson.IsWhole(utf8.Span)) return document;
            document.Dispose();
        }
        catch (JsonException wrong)
        {
            return Others(utf8, failures) ?? throw new TaxiiRefusal(422, $"the body is not JSON that can be read, near byte {wrong.BytePositionInLine} of line {wrong.LineNumber + 1}");
        }

        return Others(utf8, failures) ?? throw new TaxiiRefusal(422, "a text beside the objects holds half a character; write whole ones in UTF-8");
    }

    static JsonDocument? Others(ReadOnlyMemory<byte> utf8, List<TaxiiFailure>? failures)
    {
        if (UnreadableObjects.Part(utf8.Span, MaxDepth, failures is null ? "null"u8 : []) is not var (others, unreadable)) return null;
        failures?.AddRange(unreadable.Select(u => new TaxiiFailure(u.Id ?? NoId, u.Version, u.Reason)));
        return Parse(others, failures);
    }

    static JsonElement List(JsonDocument document) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("objects", out var list) && list.ValueKind == JsonValueKind.Array
            ? list : throw new TaxiiRefusal(422, "the body is no envelope: it has no list 'objects'");

    // Markings may be defined beside what they mark.
    static Dictionary<string, Tlp> Definitions(JsonElement list)
    {
        var known = new Dictionary<string, Tlp>(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("marking-definition")
                && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && MarkingLevels.OfDefinition(item) is { } level)
                known.TryAdd(id.GetString()!, level);
        return known;
    }
}
