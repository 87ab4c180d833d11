using System.Net;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Tests.Identity;

public sealed class SignInTests
{
    [Fact]
    public async Task Password_and_code_together_sign_in_and_a_code_works_once()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, app) = await site.SetUpAsync();
        var code = app.Next();
        using var browser = site.NewBrowser();
        Assert.Equal("totp", (await Password(browser)).Next);
        Assert.Null(await browser.UserAsync());
        Assert.Equal("done", (await browser.PostAsync("sign-in/totp", new { code })).Next);
        Assert.Equal("root", (string)(await browser.UserAsync())!["name"]!);

        using var thief = site.NewBrowser();
        await Password(thief);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("sign-in/totp", new { code })).Status);
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("sign-in/totp", new { code })).Status);
        Assert.Equal("done", (await thief.PostAsync("sign-in/totp", new { code = app.Now })).Next);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_phone_once()
    {
        await using var site = await IdentitySite.StartAsync();
        var (_, app) = await site.SetUpAsync();
        Assert.Equal(10, app.Recovery.Length);
        foreach (var expected in new[] { HttpStatusCode.OK, HttpStatusCode.Unauthorized })
        {
            using var browser = site.NewBrowser();
            await Password(browser);
            Assert.Equal(expected, (await browser.PostAsync("sign-in/totp", new { code = app.Recovery[3].ToUpperInvariant() })).Status);
        }
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_and_a_lock_look_the_same()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { FailuresPerAddress = 1_000 });
        await site.SetUpAsync();
        using var browser = site.NewBrowser();
        var nobody = await browser.PostAsync("sign-in", new { name = "nobody", password = IdentitySite.Password });
        var wrong = await browser.PostAsync("sign-in", new { name = "root", password = "wrong" });
        Assert.Equal((nobody.Status, nobody.Why), (wrong.Status, wrong.Why));
        for (var i = 0; i < 5; i++) await browser.PostAsync("sign-in", new { name = "root", password = "wrong" });
        var locked = await Password(browser);
        Assert.Equal((nobody.Status, nobody.Why), (locked.Status, locked.Why));
        Assert.Equal([.. nobody.Message.Headers.Select(h => h.Key)], [.. locked.Message.Headers.Select(h => h.Key)]);
        site.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("totp", (await Password(browser)).Next);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_even_when_the_password_is_known()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { FailuresPerAddress = 1_000 });
        var (_, app) = await site.SetUpAsync();
        using var browser = site.NewBrowser();
        for (var i = 0; i < 6; i++)
        {
            await Password(browser);
            await browser.PostAsync("sign-in/totp", new { code = "000000" });
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await Password(browser)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("sign-in/totp", new { code = app.Next() })).Status);
    }

    [Fact]
    public async Task An_address_that_guesses_has_to_wait_whatever_the_name()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { FailuresPerAddress = 5 });
        await site.SetUpAsync();
        using var browser = site.NewBrowser();
        for (var i = 0; i < 5; i++) await browser.PostAsync("sign-in", new { name = $"user{i}", password = "wrong" });
        var answer = await Password(browser);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.NotNull(answer.Message.Headers.RetryAfter);
        site.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("totp", (await Password(browser)).Next);
    }

    [Fact]
    public async Task Too_many_requests_are_answered_429()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { SignInsPerMinute = 4 });
        await site.SetUpAsync();
        using var browser = site.NewBrowser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) answers.Add((await browser.PostAsync("sign-in", new { name = "nobody", password = "x" })).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task Who_needs_no_second_factor_signs_in_with_a_password_and_who_needs_one_gets_no_further()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var analyst = await site.AddAsync("ana", Role.Analyst);
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync("/api/v1/viewers")).Status);
        using var responder = await site.AddAsync("rex", Role.Responder);
        Assert.Equal("urn:hoplite:enroll", (await responder.GetAsync("/api/v1/viewers")).Kind);
        Assert.Equal("urn:hoplite:enroll", (await responder.GetAsync("/api/v1/silent")).Kind);
        await site.EnrolAsync(responder);
        Assert.Equal(HttpStatusCode.OK, (await responder.GetAsync("/api/v1/responders")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await responder.DeleteAsync("me/totp")).Status);
    }

    static Task<Answer> Password(Browser browser) => browser.PostAsync("sign-in", new { name = "root", password = IdentitySite.Password });
}
