using System.Net;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Tests.Identity;

public sealed class OidcTests
{
    [Fact]
    public async Task Somebody_whom_the_provider_knows_is_signed_in_as_a_viewer()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await StartAsync(provider);
        using var browser = site.NewBrowser();
        var answer = await SignInAsync(browser);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var cookie = answer.Message.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("hoplite-session=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var user = (await browser.UserAsync())!;
        Assert.Equal(("olga", "viewer"), ((string)user["name"]!, (string)user["role"]!));
        Assert.Equal("Our provider", (string)(await browser.GetAsync("/api/v1/session")).Json!["oidc"]!["name"]!);
    }

    [Fact]
    public async Task Groups_at_the_provider_decide_the_role_at_every_sign_in()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await StartAsync(provider, new(StringComparer.Ordinal) { ["soc"] = Role.Analyst, ["soc-leads"] = Role.Responder });
        foreach (var (groups, role) in new[] { (new[] { "staff", "soc", "soc-leads" }, "responder"), (["soc"], "analyst"), ([], "viewer") })
        {
            provider.Person["groups"] = groups;
            using var browser = site.NewBrowser();
            await SignInAsync(browser);
            var user = (await browser.UserAsync())!;
            Assert.Equal((role, false), ((string)user["role"]!, (bool)user["mustEnroll"]!));
        }

        Assert.Contains(site.Audit.Find(new(Action: "user.role")), e => e.Detail == "olga: analyst to viewer");
    }

    [Fact]
    public async Task A_name_that_a_local_account_has_does_not_open_that_account()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await StartAsync(provider);
        provider.Person["preferred_username"] = "root";
        using var browser = site.NewBrowser();
        await SignInAsync(browser);
        var user = (await browser.UserAsync())!;
        Assert.Equal(("root-2", "viewer"), ((string)user["name"]!, (string)user["role"]!));
    }

    [Fact]
    public async Task A_forged_answer_or_one_for_another_browser_is_refused()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await StartAsync(provider);
        provider.Forges = true;
        using var browser = site.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(browser)).Status);
        Assert.Null(await browser.UserAsync());
        provider.Forges = false;
        using var thief = site.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(browser, thief)).Status);
        Assert.Null(await thief.UserAsync());
        Assert.Equal(2, site.Audit.Find(new(Action: "sign-in.failed")).Count);
    }

    [Fact]
    public async Task A_disabled_account_is_not_opened_again_by_the_provider()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var site = await StartAsync(provider);
        using var browser = site.NewBrowser();
        await SignInAsync(browser);
        site.Database.Write(s => s.Execute("UPDATE users SET disabled = 1 WHERE name = 'olga'"));
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync(browser)).Status);
        Assert.Null(await browser.UserAsync());
    }

    static async Task<IdentitySite> StartAsync(OidcProvider provider, Dictionary<string, Role>? roles = null)
    {
        var site = await IdentitySite.StartAsync(o => o with
        {
            Oidc = new OidcOptions { Name = "Our provider", Authority = new Uri(provider.Issuer), ClientId = "hoplite", ClientSecret = "shh", RoleMap = roles ?? [] },
        });
        // Its tokens carry the time of the real clock.
        site.Clock.SetUtcNow(TimeProvider.System.GetUtcNow() > site.Clock.GetUtcNow() ? TimeProvider.System.GetUtcNow() : site.Clock.GetUtcNow());
        await site.SetUpAsync();
        return site;
    }

    static async Task<Answer> SignInAsync(Browser browser, Browser? finisher = null)
    {
        var start = await browser.GetAsync("/api/v1/identity/oidc");
        Assert.Equal(HttpStatusCode.Redirect, start.Status);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var back = await client.GetAsync(start.Message.Headers.Location, TestContext.Current.CancellationToken);
        return await (finisher ?? browser).GetAsync(back.Headers.Location!.PathAndQuery);
    }
}
