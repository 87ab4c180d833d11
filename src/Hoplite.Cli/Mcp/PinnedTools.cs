using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Hoplite.Cli.Mcp;

/// <summary>The tools that are offered, in words of our own: a server that was taken over cannot add one, or say anything to a model by describing one.</summary>
static class PinnedTools
{
    static readonly (string Name, string Type, string About) Id = ("id", "string", "The id of the incident"), Limit = ("limit", "integer", "How many at most");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Tool> All { get; } =
    [
        Make("list_incidents", "The queue of incidents, the most serious first.", [], ("state", "string", "new, claimed, closed, open or all"), Limit),
        Make("incident", "An incident, and what came of looking into it.", ["id"], Id),
        Make("timeline", "The findings of an incident in order of time, with their events.", ["id"], Id, Limit),
        Make("entity", "How often an address, machine, account or domain was seen in the last 30 days.", ["kind", "value"], ("kind", "string", "address, host, account or domain"), ("value", "string", "It")),
        Make("reputation", "What threat intelligence says of an address, network, domain, URL, hash or mail address. Nobody outside is asked.", ["value"], ("value", "string", "It; hxxp and [.] are understood")),
        Make("search", "A KQL query over the events. It only reads.", ["query"], ("query", "string", "KQL"), Limit),
        Make("rule_test", "Whether a Sigma rule can be used here, and if not, why. Nothing is kept.", ["rule"], ("rule", "string", "The rule, YAML, at most 64 KB")),
    ];

    static Tool Make(string name, string description, string[] required, params (string Name, string Type, string About)[] parameters) => new()
    {
        Name = name,
        Description = description,
        Annotations = new ToolAnnotations { ReadOnlyHint = true, DestructiveHint = false, OpenWorldHint = false },
        InputSchema = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(parameters.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["type"] = p.Type, ["description"] = p.About }))),
            ["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]),
            ["additionalProperties"] = false,
        }),
    };
}
