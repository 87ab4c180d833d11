using System.Net;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Tests.Identity;

public sealed class SessionTests
{
    [Fact]
    public async Task The_cookie_is_strict_and_unreadable_and_the_store_has_only_its_hash()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        var answer = await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password });
        var cookie = answer.Message.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("hoplite-session=", StringComparison.Ordinal));
        foreach (var part in new[] { "httponly", "samesite=strict", "path=/" }) Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        var rows = site.Database.Read(s => s.Query("SELECT hex(hash) || id FROM sessions", r => r.GetString(0)));
        Assert.DoesNotContain(browser.Session!, Assert.Single(rows), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_ends_when_idle_and_in_any_case_after_a_week()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var idle = await site.AddAsync("ida", Role.Viewer);
        using var busy = await site.AddAsync("bob", Role.Viewer);
        site.Clock.Advance(TimeSpan.FromHours(7));
        Assert.NotNull(await busy.UserAsync());
        site.Clock.Advance(TimeSpan.FromHours(6));
        Assert.NotNull(await busy.UserAsync());
        Assert.Null(await idle.UserAsync());
        for (var hours = 13; hours < 168; hours += 11)
        {
            Assert.NotNull(await busy.UserAsync());
            site.Clock.Advance(TimeSpan.FromHours(11));
        }

        Assert.Null(await busy.UserAsync());
    }

    [Fact]
    public async Task Signing_out_and_revoking_end_sessions_at_the_server()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var one = await site.AddAsync("ana", Role.Analyst);
        using var two = site.NewBrowser();
        await two.PostAsync("sign-in", new { name = "ana", password = IdentitySite.Password });
        var sessions = (await one.GetAsync("me/sessions")).Json!.AsArray();
        Assert.Equal(2, sessions.Count);
        var other = (string)sessions.Single(s => !(bool)s!["isCurrent"]!)!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await one.DeleteAsync($"me/sessions/{other}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await two.GetAsync("/api/v1/viewers")).Status);
        var cookie = one.Session!;
        Assert.Equal(HttpStatusCode.NoContent, (await one.PostAsync("sign-out", new { })).Status);
        using var replay = site.NewBrowser();
        replay.Cookies.Add(site.Address, new Cookie("hoplite-session", cookie));
        Assert.Null(await replay.UserAsync());
    }

    [Fact]
    public async Task A_new_password_or_role_ends_all_other_sessions()
    {
        await using var site = await IdentitySite.StartAsync();
        var (root, _) = await site.SetUpAsync();
        using var one = await site.AddAsync("ana", Role.Analyst);
        using var two = site.NewBrowser();
        await two.PostAsync("sign-in", new { name = "ana", password = IdentitySite.Password });
        Assert.Equal(HttpStatusCode.Forbidden, (await one.PostAsync("me/password", new { current = "wrong", password = "another long passphrase" })).Status);
        var before = one.Session;
        Assert.Equal(HttpStatusCode.NoContent, (await one.PostAsync("me/password", new { current = IdentitySite.Password, password = "another long passphrase" })).Status);
        Assert.NotEqual(before, one.Session);
        Assert.NotNull(await one.UserAsync());
        Assert.Null(await two.UserAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await root.SendAsync(HttpMethod.Put, $"users/{site.IdOf("ana")}/role", new { role = "viewer" })).Status);
        Assert.Null(await one.UserAsync());
    }

    [Fact]
    public async Task Factors_and_tokens_change_only_shortly_after_signing_in()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var browser = await site.AddAsync("ana", Role.Analyst);
        site.Clock.Advance(TimeSpan.FromMinutes(31));
        foreach (var path in new[] { "me/totp", "me/passkeys/options", "tokens" })
            Assert.Equal("urn:hoplite:sign-in-again", (await browser.PostAsync(path, new { name = "x", scopes = new[] { "read:incidents" }, days = 1 })).Kind);
        Assert.False((bool)(await browser.UserAsync())!["isFresh"]!);
    }
}
