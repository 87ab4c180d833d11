using System.Text.Json.Nodes;
using Hoplite.Response.Cacao;

namespace Hoplite.Response.Tests.Cacao;

/// <summary>Small playbooks for tests.</summary>
static class Book
{
    public const string Agent = "linux--00000000-0000-4000-8000-0000000000aa";

    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static string Id(string kind, int number) => $"{kind}--00000000-0000-4000-8000-{number:x12}";

    public static string Start => Id("start", 1);

    public static string End => Id("end", 99);

    /// <summary>A playbook of steps given as JSON by id; start and end are added where they are missing.</summary>
    public static JsonObject Json(string first, string variables = "{}", int number = 1, params (string Id, string Json)[] steps)
    {
        var workflow = new JsonObject
        {
            [Start] = JsonNode.Parse($$"""{"type":"start","on_completion":"{{first}}"}"""),
            [End] = JsonNode.Parse("""{"type":"end"}"""),
        };
        foreach (var (id, json) in steps) workflow[id] = JsonNode.Parse(json);
        return new JsonObject
        {
            ["type"] = "playbook",
            ["spec_version"] = "cacao-2.0",
            ["id"] = Id("playbook", number),
            ["name"] = $"Test {number}",
            ["created_by"] = Id("identity", 1),
            ["created"] = "2026-01-01T00:00:00.000Z",
            ["modified"] = "2026-01-01T00:00:00.000Z",
            ["playbook_variables"] = JsonNode.Parse(variables),
            ["workflow_start"] = Start,
            ["workflow"] = workflow,
            ["agent_definitions"] = new JsonObject { [Agent] = JsonNode.Parse("""{"type":"linux","name":"here","address":{"dname":["localhost"]}}""") },
        };
    }

    /// <summary>An action step with one Bash command.</summary>
    public static (string, string) Bash(int number, string command, string? next = null, string more = "") =>
        (Id("action", number), $$"""{"type":"action","name":"A{{number}}","agent":"{{Agent}}","commands":[{"type":"bash","command":{{JsonValue.Create(command).ToJsonString()}}}],"{{(more.Contains("on_failure", StringComparison.Ordinal) ? "on_success" : "on_completion")}}":"{{next ?? End}}"{{(more.Length > 0 ? "," + more : "")}}}""");

    public static Playbook Read(JsonObject json)
    {
        var reading = PlaybookReader.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), "test.json");
        Assert.Empty(reading.Problems);
        return reading.Playbook!;
    }

    public static Playbook Read(string first, string variables = "{}", int number = 1, params (string, string)[] steps) => Read(Json(first, variables, number, steps));
}
