using System.Net;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Tests.Identity;

public sealed class DoorTests
{
    static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "/open", "GET /api/v1/session", "POST /api/v1/identity/setup", "POST /api/v1/identity/sign-in", "POST /api/v1/identity/sign-in/totp", "POST /api/v1/identity/invitation",
        "POST /api/v1/identity/passkey/options", "POST /api/v1/identity/passkey/sign-in",
    };

    [Fact]
    public async Task Every_endpoint_answers_401_without_sign_in()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        await EveryEndpoint.IsShutAsync(site.App, Open);
    }

    [Theory]
    [InlineData(Role.Viewer, 1)]
    [InlineData(Role.Analyst, 2)]
    [InlineData(Role.Responder, 3)]
    [InlineData(Role.Admin, 4)]
    public async Task A_role_reaches_its_own_endpoints_and_those_below(Role role, int reached)
    {
        await using var site = await IdentitySite.StartAsync(o => o with { RequireSecondFactor = false });
        await site.SetUpAsync();
        using var browser = await site.AddAsync("x-" + role.Name(), role);
        Answer[] answers = [await browser.GetAsync("/api/v1/viewers"), await browser.PostAsync("/api/v1/analysts", new { }), await browser.GetAsync("/api/v1/responders"), await browser.GetAsync("/api/v1/admins")];
        Assert.Equal(reached, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Skip(reached), a => Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (a.Status, a.Message.Content.Headers.ContentType!.MediaType!)));
    }

    [Fact]
    public async Task A_change_from_another_site_is_refused()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var browser = await site.AddAsync("ana", Role.Analyst);
        Task<Answer> Try(Action<HttpRequestMessage> change) => browser.SendAsync(HttpMethod.Post, "/api/v1/analysts", new { }, change);
        Assert.Equal(HttpStatusCode.OK, (await Try(r => r.Headers.Add("Sec-Fetch-Site", "same-origin"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(r => r.Headers.Remove("X-Hoplite"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(r => r.Headers.Add("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(r => r.Headers.Add("Sec-Fetch-Site", "same-site"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(r =>
        {
            r.Headers.Remove("Origin");
            r.Headers.Add("Origin", "http://evil.example");
        })).Status);
        using var nobody = site.NewBrowser();
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.SendAsync(HttpMethod.Post, "sign-in", new { name = "ana", password = IdentitySite.Password }, r => r.Headers.Remove("X-Hoplite"))).Status);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_not_do()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var browser = site.NewBrowser();
        foreach (var path in new[] { "/open", "/api/v1/session", "/api/v1/viewers", "/nowhere" })
        {
            var headers = (await browser.GetAsync(path)).Message.Headers;
            var policy = headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
            Assert.True(headers.Contains("Permissions-Policy"));
            Assert.Equal(path.StartsWith("/api", StringComparison.Ordinal), headers.CacheControl?.NoStore == true);
        }
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_is_shut()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var nobody = site.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/silent")).Status);
        using var viewer = await site.AddAsync("vic", Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync("/api/v1/silent")).Status);
    }
}
