using System.Net;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Tests.Identity;

public sealed class TokenTests
{
    [Fact]
    public async Task A_token_reaches_what_its_scopes_say_and_nothing_else()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var owner = await site.AddAsync("ana", Role.Analyst);
        var made = await Make(owner, "read:incidents");
        var secret = (string)made.Json!["secret"]!;
        Assert.StartsWith("hpt_", secret, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Use(site, secret, HttpMethod.Get, "/api/v1/viewers")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Use(site, secret, HttpMethod.Post, "/api/v1/analysts")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Use(site, secret, HttpMethod.Get, "/api/v1/silent")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Use(site, secret, HttpMethod.Get, "/api/v1/identity/me/sessions")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Use(site, secret, HttpMethod.Get, "/api/v1/identity/tokens")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Use(site, secret + "0", HttpMethod.Get, "/api/v1/viewers")).Status);
        var item = (await owner.GetAsync("tokens")).Json!.AsArray().Single()!;
        Assert.NotNull(item["used"]);
        Assert.DoesNotContain(secret, item.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_ends_by_itself_when_revoked_and_with_its_owner()
    {
        await using var site = await IdentitySite.StartAsync();
        var (root, _) = await site.SetUpAsync();
        using var owner = await site.AddAsync("ana", Role.Analyst);
        var (aging, revoked, orphan) = (await Make(owner, "read:incidents", days: 1), await Make(owner, "read:incidents"), await Make(owner, "read:incidents"));
        var id = (string)revoked.Json!["token"]!["id"]!;
        using var other = await site.AddAsync("eve", Role.Analyst);
        Assert.Equal(HttpStatusCode.NotFound, (await other.DeleteAsync($"tokens/{id}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"tokens/{id}")).Status);
        site.Clock.Advance(TimeSpan.FromHours(11));
        Assert.NotNull(await root.UserAsync());
        site.Clock.Advance(TimeSpan.FromHours(11));
        Assert.NotNull(await root.UserAsync());
        site.Clock.Advance(TimeSpan.FromHours(3));
        foreach (var (token, status) in new[] { (aging, HttpStatusCode.Unauthorized), (revoked, HttpStatusCode.Unauthorized), (orphan, HttpStatusCode.OK) })
            Assert.Equal(status, (await Use(site, (string)token.Json!["secret"]!, HttpMethod.Get, "/api/v1/viewers")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await root.SendAsync(HttpMethod.Put, $"users/{site.IdOf("ana")}/disabled", new { isDisabled = true })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Use(site, (string)orphan.Json!["secret"]!, HttpMethod.Get, "/api/v1/viewers")).Status);
    }

    [Fact]
    public async Task A_token_never_does_more_than_its_owner()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { RequireSecondFactor = false });
        var (root, _) = await site.SetUpAsync();
        using var owner = await site.AddAsync("ana", Role.Analyst);
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.PostAsync("tokens", new { name = "x", role = "admin", scopes = new[] { "respond" }, days = 1 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Make(owner, "admin")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.PostAsync("tokens", new { name = "x", scopes = new[] { "read:incidents" } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Make(owner, "read:incidents", days: 4_000)).Status);
        var secret = (string)(await Make(owner, "write:incidents")).Json!["secret"]!;
        Assert.Equal(HttpStatusCode.OK, (await Use(site, secret, HttpMethod.Post, "/api/v1/analysts")).Status);
        await root.SendAsync(HttpMethod.Put, $"users/{site.IdOf("ana")}/role", new { role = "viewer" });
        Assert.Equal(HttpStatusCode.Forbidden, (await Use(site, secret, HttpMethod.Post, "/api/v1/analysts")).Status);
    }

    [Fact]
    public async Task A_wrong_token_does_not_fall_back_to_the_cookie()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var owner = await site.AddAsync("ana", Role.Analyst);
        Assert.Equal(HttpStatusCode.Unauthorized, (await owner.SendAsync(HttpMethod.Get, "/api/v1/viewers", change: r => r.Headers.Add("Authorization", "Bearer hpt_0000"))).Status);
    }

    static Task<Answer> Make(Browser owner, string scope, int days = 30) => owner.PostAsync("tokens", new { name = "robot", scopes = new[] { scope }, days });

    static async Task<Answer> Use(IdentitySite site, string secret, HttpMethod method, string path)
    {
        using var program = site.NewBrowser();
        return await program.SendAsync(method, path, change: r =>
        {
            r.Headers.Remove("X-Hoplite");
            r.Headers.Remove("Origin");
            r.Headers.Add("Authorization", "Bearer " + secret);
        });
    }
}
