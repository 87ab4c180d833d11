using System.Net;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Accounts;

namespace Hoplite.Server.Tests.Identity;

public sealed class UserTests
{
    [Fact]
    public async Task An_invited_user_chooses_the_password_with_a_link_that_works_once()
    {
        await using var site = await IdentitySite.StartAsync();
        var (root, _) = await site.SetUpAsync();
        var invited = await root.PostAsync("users", new { name = "ana", role = "analyst" });
        Assert.True((bool)invited.Json!["user"]!["isInvited"]!);
        var token = ((string)invited.Json["link"]!).Split('#')[1];
        using var ana = site.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ana.PostAsync("sign-in", new { name = "ana", password = "" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.PostAsync("invitation", new { token, password = "short" })).Status);
        Assert.Equal("done", (await ana.PostAsync("invitation", new { token, password = IdentitySite.Password })).Next);
        Assert.Equal(HttpStatusCode.OK, (await ana.GetAsync("/api/v1/viewers")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ana.PostAsync("invitation", new { token, password = IdentitySite.Password })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await root.PostAsync("users", new { name = "ANA", role = "viewer" })).Status);
    }

    [Fact]
    public async Task An_invitation_grows_old_and_a_new_one_resets_everything()
    {
        await using var site = await IdentitySite.StartAsync(o => o with { InvitationLife = TimeSpan.FromMinutes(10) });
        var (root, _) = await site.SetUpAsync();
        using var ana = await site.AddAsync("ana", Role.Analyst);
        await site.EnrolAsync(ana);
        async Task<string> Invite() => ((string)(await root.PostAsync($"users/{site.IdOf("ana")}/invitation", new { })).Json!["link"]!).Split('#')[1];
        var old = await Invite();
        Assert.Null(await ana.UserAsync());
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ana.PostAsync("invitation", new { token = old, password = IdentitySite.Password })).Status);
        Assert.Equal("done", (await ana.PostAsync("invitation", new { token = await Invite(), password = IdentitySite.Password })).Next);
        Assert.False((bool)(await ana.UserAsync())!["hasTotp"]!);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_removed_disabled_or_demoted()
    {
        await using var site = await IdentitySite.StartAsync();
        var (root, _) = await site.SetUpAsync();
        await root.PostAsync("users", new { name = "invited", role = "admin" });
        var id = site.IdOf("root");
        Assert.Equal(HttpStatusCode.Conflict, (await root.DeleteAsync($"users/{id}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await root.SendAsync(HttpMethod.Put, $"users/{id}/disabled", new { isDisabled = true })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await root.SendAsync(HttpMethod.Put, $"users/{id}/role", new { role = "viewer" })).Status);
        await site.AddAsync("second", Role.Admin);
        Assert.Equal(HttpStatusCode.NoContent, (await root.DeleteAsync($"users/{id}")).Status);
        Assert.Null(await root.UserAsync());
    }

    [Fact]
    public async Task A_disabled_user_is_out_at_once_and_signs_in_no_more()
    {
        await using var site = await IdentitySite.StartAsync();
        var (root, _) = await site.SetUpAsync();
        using var ana = await site.AddAsync("ana", Role.Analyst);
        await root.SendAsync(HttpMethod.Put, $"users/{site.IdOf("ana")}/disabled", new { isDisabled = true });
        Assert.Equal(HttpStatusCode.Unauthorized, (await ana.GetAsync("/api/v1/viewers")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ana.PostAsync("sign-in", new { name = "ana", password = IdentitySite.Password })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await root.DeleteAsync($"users/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public void An_account_prints_without_its_secrets()
    {
        var account = new Account(Guid.NewGuid(), "ana", Role.Viewer, "the hash", "the secret", 0, null, 0, null, default, false, 0);
        Assert.Equal("ana (viewer)", $"{account}");
    }
}
