using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Hoplite.Agents.Answers;

/// <summary>Reads JSON that somebody else wrote: bounded in size and depth before anything is built from it, each name once, every number finite, valid UTF-8 throughout.</summary>
public static class StrictJson
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int Deepest = 32;

    // A double has at most 17 significant digits; a number of hundreds of digits is an attack on whoever reads it.
    const int LongestNumber = 40;

    /// <summary>Reads a value.</summary>
    /// <param name="utf8">The bytes; white space around the value is allowed, nothing else.</param>
    /// <param name="longest">How many bytes there may be.</param>
    /// <param name="value">The value.</param>
    /// <param name="problem">What is wrong; never a text out of the bytes.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, int longest, out JsonElement value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = Problem(utf8.Span, longest);
        if (problem is not null) return false;
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false });
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            problem = "a name stands twice in one object";
            return false;
        }
    }

    static string? Problem(ReadOnlySpan<byte> utf8, int longest)
    {
        if (utf8.Length > longest) return "it is too long";
        if (!Utf8.IsValid(utf8)) return "it is not UTF-8";
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number && (reader.ValueSpan.Length > LongestNumber || !reader.TryGetDouble(out var number) || !double.IsFinite(number))) return "a number is out of bounds";
                // An escaped half of a surrogate pair is found only by unescaping.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
            }

            return null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return "it is no JSON, or nested too deep";
        }
    }
}
