using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Guard.Transparency;

/// <summary>A leaf that was read back.</summary>
/// <param name="Index">Its place in the tree, from 0.</param>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="Time">When it was taken down, UTC, to the millisecond.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Actor">Who.</param>
/// <param name="Case">The incident; null when there is none.</param>
/// <param name="Body">The details.</param>
/// <param name="Bytes">The leaf as it is hashed: canonical JSON.</param>
public sealed record LedgerLeaf(long Index, Guid Id, DateTimeOffset Time, LedgerKind Kind, string Actor, Guid? Case, JsonObject Body, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most bytes a leaf may have: its length is kept in 16 bits.</summary>
    public const int MaxBytes = ushort.MaxValue;

    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    static readonly string[] Members = ["actor", "body", "case", "id", "kind", "time", "v"];

    /// <summary>Reads the bytes of a leaf.</summary>
    /// <exception cref="InvalidDataException">They are no leaf of version 1, or not in canonical form.</exception>
    public static LedgerLeaf Read(long index, ReadOnlyMemory<byte> bytes)
    {
        if (!CanonicalJson.IsCanonical(bytes)) throw new InvalidDataException("it is not in canonical form");
        try
        {
            var leaf = JsonNode.Parse(bytes.Span) as JsonObject;
            if (leaf is null || !leaf.Select(m => m.Key).SequenceEqual(Members, StringComparer.Ordinal) || leaf["v"]!.GetValue<int>() != 1)
                throw new InvalidDataException("it is not a leaf of version 1");
            var body = (JsonObject)leaf["body"]!;
            return new LedgerLeaf(
                index,
                Guid.ParseExact(leaf["id"]!.GetValue<string>(), "D"),
                DateTimeOffset.ParseExact(leaf["time"]!.GetValue<string>(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                LedgerKinds.Parse(leaf["kind"]!.GetValue<string>()),
                leaf["actor"]!.GetValue<string>(),
                leaf["case"] is { } incident ? Guid.ParseExact(incident.GetValue<string>(), "D") : null,
                body,
                bytes);
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or InvalidCastException or NullReferenceException or JsonException)
        {
            throw new InvalidDataException("it is not a leaf of version 1", wrong);
        }
    }

    // The id alone, for searching; JCS puts it behind the body, so the end is looked at and nothing is parsed.
    internal static Guid IdOf(ReadOnlySpan<byte> leaf)
    {
        var at = leaf.LastIndexOf("\"id\":\""u8);
        if (at < 0 || leaf.Length < at + 42 || !Guid.TryParseExact(Encoding.ASCII.GetString(leaf.Slice(at + 6, 36)), "D", out var id))
            throw new InvalidDataException("a leaf has no id");
        return id;
    }

    // The case alone; what stands before the id in canonical form.
    internal static Guid? CaseOf(ReadOnlySpan<byte> leaf)
    {
        var at = leaf.LastIndexOf("\"id\":\""u8);
        if (at < 38 || leaf[at - 2] != '"') return null;
        return Guid.TryParseExact(Encoding.ASCII.GetString(leaf.Slice(at - 38, 36)), "D", out var incident) ? incident : null;
    }
}
