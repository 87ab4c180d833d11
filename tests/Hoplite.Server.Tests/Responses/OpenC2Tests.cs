using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hoplite.Response;
using Hoplite.Response.Tests.Netfilter;
using Hoplite.Server.Identity;
using Hoplite.Server.Tests.Hosting;

namespace Hoplite.Server.Tests.Responses;

/// <summary>OpenC2 over the server's own door, on the packet filter of a namespace.</summary>
public sealed class OpenC2Tests
{
    const string Path = "/.well-known/openc2";

    [Fact]
    public async Task A_command_with_a_token_for_it_is_done_and_what_is_protected_is_refused()
    {
        using var room = NetworkRoom.Open();
        await using var site = await PlatformSite.StartAsync(change: o => o with { Response = new ResponseOptions { PacketFilter = true, NetworkNamespace = room.Path, OpenC2Server = true } });
        var made = (await site.Admin.PostAsync("/api/v1/identity/tokens", new { name = "soar", role = "responder", scopes = new[] { "respond" }, days = 7 })).Json!;
        var token = (string)made["secret"]!;
        using var http = new HttpClient { BaseAddress = site.Address };

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, null, Deny("203.0.113.77/32"))).StatusCode);
        using var done = await SendAsync(http, token, Deny("203.0.113.77/32"));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal("request-1", done.Headers.GetValues("X-Request-ID").Single());
        Assert.Contains("203.0.113.77", room.Ruleset, StringComparison.Ordinal);
        Assert.Contains((await site.Admin.GetAsync("/api/v1/ledger?limit=50")).Json!["items"]!.AsArray(), l => (string?)l!["kind"] == "intent");
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(http, token, Deny("8.8.8.8/32"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(http, token, "{")).StatusCode);
    }

    [Fact]
    public async Task A_file_of_rules_is_taken_from_the_folder_that_is_configured_and_commands_are_posted_only()
    {
        using var room = NetworkRoom.Open();
        var rules = Directory.CreateTempSubdirectory("hoplite-rules-").FullName;
        await File.WriteAllTextAsync(System.IO.Path.Combine(rules, "rules.json"), "[" + Deny("203.0.113.78") + "]", TestContext.Current.CancellationToken);
        await using var site = await PlatformSite.StartAsync(change: o => o with { Response = new ResponseOptions { PacketFilter = true, NetworkNamespace = room.Path, OpenC2Server = true, OpenC2Rules = rules } });
        var token = (string)(await site.Admin.PostAsync("/api/v1/identity/tokens", new { name = "soar", role = "responder", scopes = new[] { "respond" }, days = 7 })).Json!["secret"]!;
        using var http = new HttpClient { BaseAddress = site.Address };

        using var updated = await SendAsync(http, token, """{"action":"update","target":{"file":{"name":"rules.json"}}}""");
        Assert.Equal("""{"status":200}""", await updated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("203.0.113.78", room.Ruleset, StringComparison.Ordinal);
        using var pairs = await SendAsync(http, token, """{"action":"query","target":{"features":["pairs"]}}""");
        Assert.Contains("\"update\":[\"file\"]", await pairs.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var everywhere = await SendAsync(http, token, """{"action":"deny","target":{"ipv4_connection":{"protocol":"tcp","dst_port":21}}}""");
        Assert.Contains("name the addresses", await everywhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var charset = await SendAsync(http, token, Deny("203.0.113.79"), "application/openc2+json; charset=utf-8; version=1.0");
        Assert.Equal(HttpStatusCode.OK, charset.StatusCode);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, Path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (answer.StatusCode, answer.Content.Headers.Allow.SingleOrDefault()));
        }

        // What waits and what is in effect is seen by whoever may respond.
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var seen in new[] { "/api/v1/responses", "/api/v1/responses/history", "/api/v1/playbooks", "/api/v1/playbook-runs" })
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(seen, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/v1/incidents", TestContext.Current.CancellationToken)).StatusCode);

        // While everything is stopped nothing is taken, and the answer is one of OpenC2.
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync("/api/v1/responses/panic", new { })).Status);
        using var stopped = await SendAsync(http, token, Deny("203.0.113.80"));
        Assert.Equal("""{"status":503,"status_text":"all actions are stopped"}""", await stopped.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Directory.Delete(rules, recursive: true);
    }

    static string Deny(string network) => """{"action":"deny","target":{"ipv4_net":"NETWORK"},"args":{"response_requested":"complete"},"actuator":{"slpf":{}}}""".Replace("NETWORK", network, StringComparison.Ordinal);

    static async Task<HttpResponseMessage> SendAsync(HttpClient http, string? token, string command, string type = "application/openc2+json;version=1.0")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(command, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("X-Request-ID", "request-1");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
