using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao;

/// <summary>Looks for members that CACAO does not know: a misspelt one is silently without effect.</summary>
static class MemberChecks
{
    static readonly ConcurrentDictionary<string, HashSet<string>> Known = new(StringComparer.Ordinal);

    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context) =>
        Unknown(playbook.Json, "playbook.json", "").Concat(playbook.Workflow.Values.SelectMany(step => InStep(step.Id, playbook.Json["workflow"]?[step.Id] as JsonObject)));

    static IEnumerable<PlaybookCheck.Finding> InStep(string id, JsonObject? step)
    {
        if (step?["type"] is not JsonValue type) return [];
        var place = JsonPointer.Of("workflow", id);
        var commands = step["commands"] as JsonArray ?? [];
        return Unknown(step, $"workflows/{type}.json", place).Concat(commands.OfType<JsonObject>().SelectMany((c, i) => Unknown(c, $"commands/{c["type"]}.json", $"{place}/commands/{i}")));
    }

    static IEnumerable<PlaybookCheck.Finding> Unknown(JsonObject value, string schema, string pointer)
    {
        if (!SchemaSet.Paths.Contains(schema)) return [];
        var known = Known.GetOrAdd(schema, static path => [.. Names(path, SchemaSet.Find(path))]);
        return value.Where(m => !known.Contains(m.Key)).Select(m => PlaybookCheck.Warning(JsonPointer.Join(pointer, m.Key), $"CACAO 2.0 knows no member {m.Key} here; it has no effect"));
    }

    // The names a schema speaks of, those of the schemas it is made of included.
    static IEnumerable<string> Names(string path, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var (file, target) = SchemaSet.Resolve(path, reference.GetString()!);
            return Names(file, target);
        }

        var own = schema.Members("properties").Select(p => p.Name);
        return schema.TryGetProperty("allOf", out var parts) ? own.Concat(parts.EnumerateArray().SelectMany(part => Names(path, part))) : own;
    }
}
