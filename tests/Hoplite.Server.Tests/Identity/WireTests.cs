using System.Net;

namespace Hoplite.Server.Tests.Identity;

public sealed class WireTests
{
    [Fact]
    public async Task From_another_machine_the_api_answers_over_tls_only()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        var answer = await browser.SendAsync(HttpMethod.Post, "setup", new { name = "root", password = IdentitySite.Password }, r => r.Headers.Add("X-Test-Address", "192.0.2.9"));
        Assert.Equal((HttpStatusCode.Forbidden, "urn:hoplite:tls"), (answer.Status, answer.Kind));
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_real_address_and_tls_count()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { TrustedProxies = [IPAddress.Loopback] });
        using var browser = site.NewBrowser();
        Task<Answer> Try(string? code) => browser.SendAsync(HttpMethod.Post, "setup", new { code, name = "root", password = IdentitySite.Password }, r =>
        {
            r.Headers.Add("X-Forwarded-For", "203.0.113.9");
            r.Headers.Add("X-Forwarded-Proto", "https");
            r.Headers.Remove("Origin");
        });
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(null)).Status);
        var answer = await Try(site.SetupCode);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(answer.Message.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-hoplite-session=", StringComparison.Ordinal));
        Assert.All(site.Audit.Find(new()), e => Assert.Equal("203.0.113.9", e.Address));
    }

    [Fact]
    public async Task A_stranger_s_forwarded_headers_are_not_believed()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { TrustedProxies = [IPAddress.Parse("10.0.0.1")] });
        await site.SetUpAsync(site.SetupCode);
        using var browser = site.NewBrowser();
        await browser.SendAsync(HttpMethod.Post, "sign-in", new { name = "nobody", password = "x" }, r => r.Headers.Add("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal("127.0.0.1", site.Audit.Find(new(Action: "sign-in.failed"))[0].Address);
    }

    [Fact]
    public async Task Without_the_keys_no_code_is_right_but_a_recovery_code_is()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, app) = await site.SetUpAsync();
        site.Database.Write(s => s.Execute("UPDATE users SET totp = 'AAAA'"));
        using var browser = site.NewBrowser();
        Assert.Equal("totp", (await browser.PostAsync("sign-in", new { name = "root", password = IdentitySite.Password })).Next);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("sign-in/totp", new { code = app.Next() })).Status);
        Assert.Equal("done", (await browser.PostAsync("sign-in/totp", new { code = app.Recovery[0] })).Next);
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("sign-in")]
    [InlineData("sign-in/totp")]
    [InlineData("invitation")]
    [InlineData("passkey/sign-in")]
    public async Task Nonsense_is_refused_calmly(string path)
    {
        await using var site = await IdentitySite.StartAsync();
        if (path != "setup") await site.SetUpAsync();
        using var browser = site.NewBrowser();
        foreach (var body in new object[] { new { }, new { name = 7 }, new[] { 1 }, "text", new { name = new string('x', 70_000) }, new { name = "\u0000", password = "\u0000" } })
            Assert.InRange((int)(await browser.PostAsync(path, body)).Status, 400, 429);
    }
}
