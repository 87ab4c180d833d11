using System.Net;
using Hoplite.Server.Identity.Doors;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Identity;

public sealed class SetupTests
{
    [Fact]
    public async Task Until_there_is_an_administrator_everything_but_setup_is_shut()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        var session = await browser.GetAsync("/api/v1/session");
        Assert.False((bool)session.Json!["isSetUp"]!);
        Assert.Null(session.Json["user"]);
        var refused = await browser.GetAsync("/open");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal("urn:hoplite:setup", refused.Kind);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("sign-in", new { name = "root", password = "x" })).Status);
        var page = await browser.SendAsync(HttpMethod.Get, "/", change: r => r.Headers.Add("Accept", "text/html"));
        Assert.Equal("/setup", page.Message.Headers.Location!.ToString());
        Assert.False(site.App.Services.GetRequiredService<SetupState>().IsSetUp);
    }

    [Fact]
    public async Task The_first_administrator_is_made_once_and_must_set_up_a_second_factor()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        Assert.Equal("enroll", (await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password })).Next);
        Assert.True(site.App.Services.GetRequiredService<SetupState>().IsSetUp);
        Assert.True((bool)(await browser.UserAsync())!["mustEnroll"]!);
        var shut = await browser.GetAsync("/api/v1/admins");
        Assert.Equal((HttpStatusCode.Forbidden, "urn:hoplite:enroll"), (shut.Status, shut.Kind));
        await site.EnrolAsync(browser);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/admins")).Status);
        using var late = site.NewBrowser();
        Assert.Equal(HttpStatusCode.Conflict, (await late.PostAsync("setup", new { name = "second", password = IdentitySite.Password })).Status);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Host", "rebound.example")]
    public async Task A_request_that_may_come_from_elsewhere_needs_the_code_of_the_console(string header, string value)
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        Task<Answer> Try(string? code) => browser.SendAsync(HttpMethod.Post, "setup", new { code, name = "root", password = IdentitySite.Password }, r =>
        {
            r.Headers.TryAddWithoutValidation(header, value);
            if (header == "Host") r.Headers.Remove("Origin");
        });
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try("aaaaaa-aaaaaa-aaaaaa-aaaaaa")).Status);
        var console = new StringWriter();
        site.App.Services.GetRequiredService<SetupState>().Announce(console);
        Assert.Contains(site.SetupCode, console.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Try(site.SetupCode)).Status);
    }

    [Theory]
    [InlineData("root", "short", "12 characters")]
    [InlineData("root", "Password123456!", "most common")]
    [InlineData("alexander", "alexander2024", "your name")]
    [InlineData("root", "aaaaaaaaaaaaaaaa", "repeats itself")]
    [InlineData("root", "abcdefghijklmnop", "keyboard")]
    [InlineData("ro ot", IdentitySite.Password, "letters a to z")]
    [InlineData(null, IdentitySite.Password, "missing")]
    public async Task A_weak_password_or_an_odd_name_is_refused_with_the_reason(string? name, string password, string why)
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        var answer = await browser.PostAsync("setup", new { name, password });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(why, answer.Why, StringComparison.Ordinal);
    }
}
