using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Guard.Labels;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Server.Tests.Hosting;
using Hoplite.Server.Tests.Intelligence;
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

    [Theory]
    [InlineData(Confidentiality.Public, "kq7x-public-list.top")]
    [InlineData(Confidentiality.Internal, "kq7x-public-list.top", "kq7x-green.top")]
    [InlineData(Confidentiality.Sensitive, "kq7x-public-list.top", "kq7x-green.top", "kq7x-amber.top")]
    public async Task What_intelligence_says_leaves_as_far_as_its_marking_lets_it(Confidentiality ceiling, params string[] heard)
    {
        await using var site = await PlatformSite.StartAsync(change: o => o with { Agents = o.Agents with { Mcp = o.Agents.Mcp with { Ceiling = ceiling } } });
        foreach (var (domain, mark) in new (string, Tlp?)[] { ("kq7x-public-list.top", null), ("kq7x-green.top", Tlp.Green), ("kq7x-amber.top", Tlp.Amber), ("kq7x-red.top", Tlp.Red) })
            Assert.Equal(1, (int)(await site.Admin.PostAsync("/api/v1/intelligence/import", Bundle($"[domain-name:value = '{domain}']", mark))).Json!["taken"]!);
        await using var client = await ClientAsync(site, await TokenAsync(site));
        foreach (var domain in new[] { "kq7x-public-list.top", "kq7x-green.top", "kq7x-amber.top", "kq7x-red.top" })
        {
            var answer = JsonNode.Parse(await CallAsync(client, "reputation", new() { ["value"] = "hxxps://www." + domain.Replace(".", "[.]", StringComparison.Ordinal) + "/x" }))!;
            var isHeard = heard.Contains(domain);
            Assert.Equal(isHeard ? 1 : 0, (int)answer["sources"]!);
            Assert.Equal(isHeard ? 1 : 0, answer["said"]!.AsArray().Count);
            Assert.Equal(!isHeard, (string)answer["standing"]! == "unknown");
        }
    }

    [Fact]
    public async Task What_was_found_because_of_a_red_marking_is_told_to_no_program()
    {
        const string intelligence = "/api/v1/intelligence";
        await using var site = await PlatformSite.StartAsync(change: o => o with { Agents = o.Agents with { Mcp = o.Agents.Mcp with { Ceiling = Confidentiality.Sensitive } } });
        await site.Admin.PostAsync(intelligence + "/import", Bundle($"[ipv4-addr:value = '{IntelligenceSite.Attacker}']", Tlp.Red));
        var id = (string)(await site.UntilAsync(intelligence + "/indicators?kind=address&rung=detect", p => (int)p["total"]! == 1))["items"]![0]!["id"]!;
        await site.UntilAsync(intelligence, _ => site.Server.Platform.Indicators.Table.Entries.Any(e => e.Id == id));
        await site.SendAsync(IntelligenceSite.Login(TimeProvider.System.GetUtcNow(), IntelligenceSite.Attacker));
        var found = await site.UntilAsync($"{intelligence}/indicators/{id}", d => d["findings"]!.AsArray().Count > 0 && d["findings"]![0]!["incident"] is not null);
        var incident = (string)found["findings"]![0]!["incident"]!;
        await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["report"] is not null);
        await using var client = await ClientAsync(site, await TokenAsync(site));
        foreach (var tool in new[] { "timeline", "incident" })
        {
            var answer = await CallAsync(client, tool, new() { ["id"] = incident });
            Assert.DoesNotContain("known for attacks", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("known as bad", answer, StringComparison.Ordinal);
        }

        Assert.Equal("unknown", (string)JsonNode.Parse(await CallAsync(client, "reputation", new() { ["value"] = IntelligenceSite.Attacker }))!["standing"]!);
    }

    [Fact]
    public async Task An_address_is_known_by_the_network_that_somebody_named_and_nonsense_by_nobody()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.Admin.PostAsync("/api/v1/intelligence/import", Bundle("[ipv4-addr:value = '45.155.204.0/23']", null));
        await site.Admin.PostAsync("/api/v1/intelligence/import", Bundle("[ipv6-addr:value = '2a0d:1234::/37']", null));
        await using var client = await ClientAsync(site, await TokenAsync(site));
        foreach (var (value, sources) in new[] { ("45.155.205.233", 1), ("45.155.206.1", 0), ("2a0d:1234:7ff::1", 1), ("2a0d:1234:800::1", 0), (new string('a', 64), 0) })
            Assert.Equal(sources, (int)JsonNode.Parse(await CallAsync(client, "reputation", new() { ["value"] = value }))!["sources"]!);
        foreach (var value in new[] { "", "no such thing", new string('x', 100_000), "\u202Eevil", "http://" })
            Assert.True((await client.CallToolAsync("reputation", new Dictionary<string, object?> { ["value"] = value }, cancellationToken: TestContext.Current.CancellationToken)).IsError);
    }

    [Fact]
    public async Task A_token_that_is_not_for_events_hears_nothing_of_intelligence()
    {
        await using var site = await PlatformSite.StartAsync();
        var made = await site.Admin.PostAsync("/api/v1/identity/tokens", new { name = "narrow", scopes = new[] { "read:incidents" }, days = 3 });
        await using var client = await ClientAsync(site, (string)made.Json!["secret"]!);
        foreach (var (tool, arguments) in new[] { ("reputation", new Dictionary<string, object?> { ["value"] = "evil.example" }), ("entity", new() { ["kind"] = "domain", ["value"] = "evil.example" }), ("search", new() { ["query"] = "take 1" }), ("rule_test", new() { ["rule"] = "title: x" }) })
            Assert.True((await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken)).IsError);
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

    static JsonObject Bundle(string pattern, Tlp? mark) => new()
    {
        ["type"] = "bundle", ["id"] = $"bundle--{Guid.NewGuid()}",
        ["objects"] = new JsonArray(new JsonObject
        {
            ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = $"indicator--{Guid.NewGuid()}", ["created"] = "2024-01-01T00:00:00.000Z", ["modified"] = "2024-01-01T00:00:00.000Z",
            ["pattern"] = pattern, ["pattern_type"] = "stix", ["valid_from"] = "2024-01-01T00:00:00Z", ["object_marking_refs"] = new JsonArray(TlpMarkings.Id(mark ?? Tlp.Clear)),
        }),
    };

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
