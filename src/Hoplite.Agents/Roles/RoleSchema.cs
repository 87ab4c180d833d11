using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Agents.Roles;

/// <summary>The schemas of the answers of each role: closed, bounded, without free text but for the narrator.</summary>
static class RoleSchema
{
    /// <summary>One of these words, and how sure.</summary>
    public static JsonElement Choice(string name, IEnumerable<string> words) => Object((name, Words(words)), ("confidence", Number(0, 100)));

    /// <summary>What the extractor reads out of a document.</summary>
    public static JsonElement Extraction { get; } = Object(
        ("intent", Words(["harmless", "administration", "reconnaissance", "intrusion", "persistence", "theft", "destruction", "instructions-to-software", "unclear"])), ("confidence", Number(0, 100)), ("is_encoded", new JsonObject { ["type"] = "boolean" }));

    /// <summary>Prose.</summary>
    public static JsonElement Prose { get; } = Object(("text", new JsonObject { ["type"] = "string", ["maxLength"] = 1500 }));

    static JsonObject Words(IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    static JsonObject Number(int from, int to) => new() { ["type"] = "integer", ["minimum"] = from, ["maximum"] = to };

    static JsonElement Object(params (string Name, JsonObject Schema)[] fields) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray([.. fields.Select(f => (JsonNode)f.Name)]),
        ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Schema))),
    });
}
