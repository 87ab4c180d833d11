using System.Text.Json;

namespace Hoplite.Detection.Rules;

/// <summary>The test file beside a rule: events that must fire it and events that must not.</summary>
/// <param name="Positive">Each event alone fires a rule; all together fire a correlation.</param>
/// <param name="Negative">Near misses.</param>
public sealed record RuleCase(IReadOnlyList<JsonElement> Positive, IReadOnlyList<JsonElement> Negative)
{
    /// <summary>Reads <c>{"positive": [...], "negative": [...]}</c>.</summary>
    /// <exception cref="JsonException">It is not such a file.</exception>
    public static RuleCase Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("the file is no object with 'positive' and 'negative'");
        return new RuleCase(Events(document.RootElement, "positive"), Events(document.RootElement, "negative"));
    }

    static JsonElement[] Events(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(e => e.Clone())]
            : throw new JsonException($"the list '{name}' is missing");
}
