using System.Text.Json.Nodes;

namespace Hoplite.Agents.Tests.Faults;

/// <summary>Answers as a good model would: whatever the schema asks for, and no more.</summary>
public static class GoodAnswer
{
    /// <summary>The answer of a schema with the first word, the least number and no text.</summary>
    public static JsonNode For(JsonObject schema) => schema["type"]!.GetValue<string>() switch
    {
        "object" => new JsonObject(schema["properties"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (JsonNode?)For(p.Value!.AsObject())))),
        "array" => new JsonArray([.. Enumerable.Range(0, schema["minItems"]?.GetValue<int>() ?? 0).Select(_ => For(schema["items"]!.AsObject()))]),
        "string" => schema["enum"] is JsonArray words ? words[0]!.DeepClone() : "",
        "boolean" => false,
        _ => schema["minimum"]?.DeepClone() ?? 0,
    };

    /// <summary>The schema a request asks for.</summary>
    public static JsonObject Schema(FaultRequest request) => request.Body["response_format"]!["json_schema"]!["schema"]!.AsObject();

    /// <summary>The answer to a request.</summary>
    public static JsonNode For(FaultRequest request) => For(Schema(request));

    /// <summary>A whole message with a good answer.</summary>
    public static JsonObject Envelope(FaultRequest request) => Envelope(request, For(request).ToJsonString());

    /// <summary>A whole message with any answer.</summary>
    public static JsonObject Envelope(FaultRequest request, string? content, string finish = "stop") => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1_700_000_000,
        ["model"] = request.Model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content }, ["finish_reason"] = finish }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = request.Body.ToJsonString().Length / 4, ["completion_tokens"] = (content?.Length ?? 0) / 4, ["total_tokens"] = 0 },
    };
}
