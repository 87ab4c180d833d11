using System.Buffers;
using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Reading;

/// <summary>
/// Parts the objects that no reader of JSON gets through from the others, so that one of them does not keep the rest from being read: those that are nested too deeply,
/// which takes one bit for each level, and those with half a character, which readers find out only when they compare names or make a text.
/// </summary>
static class UnreadableObjects
{
    static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Parts the objects of a list, or of <c>objects</c> of an object.</summary>
    /// <param name="utf8">JSON text.</param>
    /// <param name="most">How deep the whole text may be.</param>
    /// <param name="instead">Stands in the place of each that was taken out; nothing for leaving no place.</param>
    /// <returns>The text without them, and where they were; null when there are none, or the text is broken elsewhere.</returns>
    public static (ReadOnlyMemory<byte> Others, IReadOnlyList<UnreadableObject> Unreadable)? Part(ReadOnlySpan<byte> utf8, int most, ReadOnlySpan<byte> instead = default)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, AnyDepth);
            if (!FindList(ref reader)) return null;
            var others = new ArrayBufferWriter<byte>(utf8.Length);
            var unreadable = new List<UnreadableObject>();
            others.Write(utf8[..(int)reader.BytesConsumed]);
            var (isFirst, isWhole) = (true, StixJson.IsWhole(utf8));
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                var start = (int)reader.TokenStartIndex;
                var isDeep = Walk(ref reader, most, out var id, out var version);
                var item = utf8[start..(int)reader.BytesConsumed];
                var reason = isDeep ? $"it is nested too deeply; with what is around it there may be {most} levels" : isWhole || StixJson.IsWhole(item) ? null : "a text in it holds half a character; write whole ones in UTF-8";
                if (reason is not null) unreadable.Add(new UnreadableObject(index, start, item.Length, id, version, reason));
                var kept = reason is null ? item : instead;
                if (kept.IsEmpty) continue;
                if (!isFirst) others.Write(","u8);
                isFirst = false;
                others.Write(kept);
            }

            others.Write(utf8[(int)reader.TokenStartIndex..]);
            return unreadable.Count > 0 ? (others.WrittenMemory, unreadable) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static bool FindList(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.TokenType == JsonTokenType.StartArray) return true;
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("objects"u8);
            reader.Read();
            if (isList && reader.TokenType == JsonTokenType.StartArray) return true;
            reader.Skip();
        }

        return false;
    }

    // To the end of a value; whether it is too deep, and what it says it is.
    static bool Walk(ref Utf8JsonReader reader, int most, out string? id, out string? version)
    {
        var (outer, isDeep) = (reader.CurrentDepth, false);
        string? created = null, modified = null, name = null;
        id = null;
        while (true)
        {
            var token = reader.TokenType;
            if (token is JsonTokenType.StartObject or JsonTokenType.StartArray) isDeep |= reader.CurrentDepth >= most;
            else if (reader.CurrentDepth == outer) break;
            else if (reader.CurrentDepth == outer + 1 && token == JsonTokenType.PropertyName) name = Name(ref reader);
            else if (reader.CurrentDepth == outer + 1 && token == JsonTokenType.String && name is not null && reader.ValueSpan.Length <= UnreadableObject.LongestText)
            {
                if (name == "id") id = LenientValues.Text(ref reader);
                else if (name == "created") created = LenientValues.Text(ref reader);
                else modified = LenientValues.Text(ref reader);
            }

            reader.Read();
        }

        version = modified ?? created;
        return isDeep;
    }

    // A name with escapes may hold half a character, which cannot be compared.
    static string? Name(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? null : reader.ValueTextEquals("id"u8) ? "id" : reader.ValueTextEquals("created"u8) ? "created" : reader.ValueTextEquals("modified"u8) ? "modified" : null;
}

/// <summary>An object that cannot be read.</summary>
/// <param name="Index">Its place in the list.</param>
/// <param name="Start">Where it begins in the text, bytes.</param>
/// <param name="Length">How long it is, bytes.</param>
/// <param name="Id">What it says its id is; null for none.</param>
/// <param name="Version">What it says its version is; null for none.</param>
/// <param name="Reason">Why.</param>
sealed record UnreadableObject(int Index, int Start, int Length, string? Id, string? Version, string Reason)
{
    /// <summary>Longer ids and versions are none, bytes.</summary>
    public const int LongestText = 1_000;
}
