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

    static string Deny(string network) => """{"action":"deny","target":{"ipv4_net":"NETWORK"},"args":{"response_requested":"complete"},"actuator":{"slpf":{}}}""".Replace("NETWORK", network, StringComparison.Ordinal);

    static async Task<HttpResponseMessage> SendAsync(HttpClient http, string? token, string command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(command, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/openc2+json;version=1.0");
        request.Headers.Add("X-Request-ID", "request-1");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
