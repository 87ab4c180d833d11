using System.Text;

namespace Hoplite.Server.Tests.Identity;

public sealed class SecretTests
{
    [Fact]
    public async Task No_secret_reaches_the_log_the_audit_trail_or_the_store()
    {
        await using var site = await IdentitySite.StartAsync();
        var secrets = new List<string> { IdentitySite.Password, site.SetupCode, "the wrong password" };
        var (root, app) = await site.SetUpAsync();
        secrets.AddRange([app.Secret, .. app.Recovery, root.Session!]);

        using var browser = site.NewBrowser();
        await browser.PostAsync("sign-in", new { name = "root", password = "the wrong password" });
        await browser.PostAsync("sign-in", new { name = "the wrong password", password = "the wrong password" });
        await browser.PostAsync("sign-in", new { name = "root", password = IdentitySite.Password });
        secrets.Add(browser.Cookies.GetCookies(site.Address)["hoplite-pending"]!.Value);
        await browser.PostAsync("sign-in/totp", new { code = app.Recovery[0] });
        secrets.Add(browser.Session!);

        var token = await root.PostAsync("tokens", new { name = "robot", scopes = new[] { "read:incidents" }, days = 3 });
        secrets.Add((string)token.Json!["secret"]!);
        await browser.SendAsync(HttpMethod.Get, "/api/v1/viewers", change: r => r.Headers.Add("Authorization", "Bearer " + (string)token.Json["secret"]!));
        var invited = await root.PostAsync("users", new { name = "ana", role = "analyst" });
        var invitation = ((string)invited.Json!["link"]!).Split('#')[1];
        await browser.PostAsync("invitation", new { token = invitation, password = "another long passphrase" });
        secrets.AddRange([invitation, "another long passphrase", browser.Session!]);
        await root.PostAsync("me/password", new { current = IdentitySite.Password, password = "a third long passphrase" });
        secrets.AddRange(["a third long passphrase", root.Session!]);
        using var key = new SoftwarePasskey(site.Address.GetLeftPart(UriPartial.Authority));
        await root.PostAsync("me/passkeys", new { credential = key.Create((await root.PostAsync("me/passkeys/options", new { })).Json!), name = "key" });
        await root.PostAsync("sign-out", new { });

        var log = string.Join('\n', site.Log);
        var audit = string.Join('\n', site.Audit.Find(new(Limit: 1_000)).Select(e => e.ToString()));
        var copy = Path.GetTempFileName();
        site.Database.BackUp(copy);
        var store = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(copy, TestContext.Current.CancellationToken));
        File.Delete(copy);
        Assert.Contains("/api/v1/identity/sign-in", log, StringComparison.Ordinal);
        Assert.Contains("token.created", audit, StringComparison.Ordinal);
        Assert.Contains("robot", store, StringComparison.Ordinal);
        foreach (var secret in secrets.Where(s => s.Length > 0))
        {
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, audit, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, store, StringComparison.OrdinalIgnoreCase);
        }
    }
}
