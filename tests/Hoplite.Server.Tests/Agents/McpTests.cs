using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Server.Tests.Hosting;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Hoplite.Server.Tests.Agents;

/// <summary>The door for programs that speak MCP, over a real server and with the client of the SDK.</summary>
public sealed class McpTests
{
    static readonly string[] Hostile =
    [
        "", "{", "null", "[]", "42", "{\"jsonrpc\":\"2.0\"}", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"incident\",\"arguments\":{\"id\":[[[]]]}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"drop_database\",\"arguments\":{}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":{\"query\":\"\\u0000; DROP TABLE events\"}}}", new string('[', 5_000), "\u0000\u0001\ud800",
    ];

    [Fact]
    public async Task Programs_with_a_token_read_incidents_and_no_name_of_a_person_leaves()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)).Select(l => l.Replace("for root", "for janedoe", StringComparison.Ordinal)));
        var queue = await site.UntilAsync("/api/v1/incidents", a => a["items"]!.AsArray().Count > 0);
        var id = (string)queue["items"]![0]!["id"]!;
        await site.UntilAsync($"/api/v1/incidents/{id}/investigation", a => a["report"] is not null);
        await using var client = await ClientAsync(site, await TokenAsync(site));

        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["entity", "incident", "list_incidents", "reputation", "rule_test", "search", "timeline"], tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, t => Assert.True(t.ProtocolTool.Annotations?.ReadOnlyHint));
        var size = (long)(await site.Admin.GetAsync("/api/v1/ledger")).Json!["size"]!;
        foreach (var (tool, arguments) in new[] { ("list_incidents", new Dictionary<string, object?>()), ("incident", new() { ["id"] = id }), ("timeline", new() { ["id"] = id }), ("search", new() { ["query"] = "where user == \"janedoe\" | project user" }) })
        {
            var answer = await CallAsync(client, tool, arguments);
            Assert.DoesNotContain("janedoe", answer, StringComparison.OrdinalIgnoreCase);
            Assert.NotNull(JsonNode.Parse(answer));
        }

        Assert.True((long)(await site.Admin.GetAsync("/api/v1/ledger")).Json!["size"]! >= size + 4);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_token_or_from_another_site()
    {
        await using var site = await PlatformSite.StartAsync();
        var token = await TokenAsync(site);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(site, "{}", null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(site, "{}", token, "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Admin.PostAsync("/mcp", new { })).Status);
    }

    [Fact]
    public async Task What_is_no_request_is_refused_and_breaks_nothing()
    {
        await using var site = await PlatformSite.StartAsync();
        var token = await TokenAsync(site);
        foreach (var body in Hostile) Assert.True((int)await PostAsync(site, body, token) < 500, body.Length > 80 ? body[..80] : body);
        await using var client = await ClientAsync(site, token);
        Assert.Equal(7, (await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Count);
    }

    static async Task<string> TokenAsync(PlatformSite site)
    {
        var made = await site.Admin.PostAsync("/api/v1/identity/tokens", new { name = "reader", scopes = new[] { "read:incidents", "read:events", "read:rules" }, days = 3 });
        return (string)made.Json!["secret"]!;
    }

    static Task<McpClient> ClientAsync(PlatformSite site, string token) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(site.Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token } }),
        cancellationToken: TestContext.Current.CancellationToken);

    static async Task<string> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
        var text = string.Concat(result.Content.OfType<TextContentBlock>().Select(c => c.Text));
        Assert.False(result.IsError ?? false, text);
        return text;
    }

    static async Task<HttpStatusCode> PostAsync(PlatformSite site, string body, string? token, string? origin = null)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
