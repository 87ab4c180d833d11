using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Tests.Identity;

public sealed class PasskeyTests
{
    [Fact]
    public async Task A_passkey_is_registered_and_signs_in_without_name_or_password()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password });
        using var key = await RegisterAsync(site, browser);
        Assert.False((bool)(await browser.UserAsync())!["mustEnroll"]!);
        Assert.Equal("laptop", (string)(await browser.GetAsync("me/passkeys")).Json![0]!["name"]!);

        using var other = site.NewBrowser();
        Assert.Equal("passkey", (await other.PostAsync("sign-in", new { name = "root", password = IdentitySite.Password })).Next);
        Assert.Null(await other.UserAsync());
        var options = await other.PostAsync("passkey/options", new { });
        Assert.Empty(options.Json!["allowCredentials"]?.AsArray() ?? []);
        Assert.Equal("done", (await other.PostAsync("passkey/sign-in", new { credential = key.Get(options.Json) })).Next);
        Assert.Equal("root", (string)(await other.UserAsync())!["name"]!);
        Assert.NotNull((await other.GetAsync("me/passkeys")).Json![0]!["used"]);
    }

    [Fact]
    public async Task A_challenge_works_once_and_only_in_the_browser_that_asked()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password });
        using var key = await RegisterAsync(site, browser);
        using var other = site.NewBrowser();
        var options = (await other.PostAsync("passkey/options", new { })).Json!;
        var (answer, begun) = (key.Get(options), other.Cookies.GetCookies(site.Address)["hoplite-pending"]!.Value);
        using var thief = site.NewBrowser();
        await thief.PostAsync("passkey/options", new { });
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("passkey/sign-in", new { credential = answer })).Status);
        Assert.Equal("done", (await other.PostAsync("passkey/sign-in", new { credential = answer })).Next);
        other.Cookies.Add(site.Address, new Cookie("hoplite-pending", begun));
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.PostAsync("passkey/sign-in", new { credential = key.Get(options) })).Status);
    }

    [Fact]
    public async Task A_wrong_origin_a_cloned_counter_or_no_finger_is_refused()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password });
        using var key = await RegisterAsync(site, browser);
        async Task<HttpStatusCode> Try()
        {
            using var other = site.NewBrowser();
            return (await other.PostAsync("passkey/sign-in", new { credential = key.Get((await other.PostAsync("passkey/options", new { })).Json!) })).Status;
        }

        Assert.Equal(HttpStatusCode.OK, await Try());
        key.Verifies = false;
        Assert.Equal(HttpStatusCode.Unauthorized, await Try());
        key.Verifies = true;
        key.Count = 0;
        Assert.Equal(HttpStatusCode.Unauthorized, await Try());
        key.Count = 10;
        Assert.Equal(HttpStatusCode.OK, await Try());
        using var phished = new SoftwarePasskey("https://hoplite.evil.example");
        var options = await browser.PostAsync("me/passkeys/options", new { });
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("me/passkeys", new { credential = phished.Create(options.Json!), name = "x" })).Status);
    }

    [Fact]
    public async Task The_last_second_factor_stays_while_it_is_needed_and_a_removed_one_signs_nobody_in()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password });
        using var key = await RegisterAsync(site, browser);
        Assert.Equal(HttpStatusCode.Conflict, (await browser.DeleteAsync($"me/passkeys/{key.Id}")).Status);
        await site.EnrolAsync(browser);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync($"me/passkeys/{key.Id}")).Status);
        using var other = site.NewBrowser();
        var options = await other.PostAsync("passkey/options", new { });
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.PostAsync("passkey/sign-in", new { credential = key.Get(options.Json!) })).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"credential":null}""")]
    [InlineData("""{"credential":[]}""")]
    [InlineData("""{"credential":{"id":1}}""")]
    [InlineData("""{"credential":{"id":"AA","rawId":"AA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA"}}}""")]
    public async Task Nonsense_in_place_of_a_credential_is_refused_calmly(string body)
    {
        await using var site = await IdentitySite.StartAsync();
        await site.SetUpAsync();
        using var browser = site.NewBrowser();
        await browser.PostAsync("passkey/options", new { });
        Assert.Contains((await browser.PostAsync("passkey/sign-in", JsonNode.Parse(body)!)).Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest });
        using var viewer = await site.AddAsync("vic", Role.Viewer);
        await viewer.PostAsync("me/passkeys/options", new { });
        Assert.Equal(HttpStatusCode.BadRequest, (await viewer.PostAsync("me/passkeys", JsonNode.Parse(body)!)).Status);
    }

    static async Task<SoftwarePasskey> RegisterAsync(IdentitySite site, Browser browser)
    {
        var key = new SoftwarePasskey(site.Address.GetLeftPart(UriPartial.Authority));
        var options = await browser.PostAsync("me/passkeys/options", new { });
        Assert.Equal("required", (string)options.Json!["authenticatorSelection"]!["userVerification"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("me/passkeys", new { credential = key.Create(options.Json), name = "laptop" })).Status);
        return key;
    }
}
