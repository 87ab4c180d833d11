using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Tests.Stix;

/// <summary>Objects to begin with.</summary>
static class Samples
{
    public const string Creator = "identity--f431f809-377b-45e0-aa1c-6a4751cae5ff";

    public static JsonObject Indicator() => Node("""
        {"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","created_by_ref":"identity--f431f809-377b-45e0-aa1c-6a4751cae5ff",
        "created":"2026-04-06T20:03:48.000Z","modified":"2026-04-06T20:03:48.000Z","indicator_types":["malicious-activity"],"name":"Bad file","description":"A file",
        "pattern_type":"stix","pattern":"[file:name = 'bad.exe']","valid_from":"2026-04-06T20:03:48Z"}
        """);

    public static JsonObject Node(string json) => JsonNode.Parse(json)!.AsObject();

    public static StixObject Object(JsonObject node) => StixObject.From(node);

    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    public static JsonObject With(this JsonObject node, string name, JsonNode? value)
    {
        node[name] = value;
        return node;
    }

    public static JsonObject Without(this JsonObject node, string name)
    {
        node.Remove(name);
        return node;
    }
}
