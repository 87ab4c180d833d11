using System.Net;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Audit;
using Microsoft.Data.Sqlite;

namespace Hoplite.Server.Tests.Identity;

public sealed class AuditTests
{
    [Fact]
    public async Task Sign_ins_failures_and_changes_are_recorded_and_can_be_searched()
    {
        await using var site = await IdentitySite.StartAsync();
        var (root, _) = await site.SetUpAsync();
        using var stranger = site.NewBrowser();
        await stranger.PostAsync("sign-in", new { name = "root", password = "wrong" });
        await root.PostAsync("users", new { name = "ana", role = "analyst" });
        string[] actions = [.. (await root.GetAsync("audit")).Json!.AsArray().Select(e => (string)e!["action"]!)];
        Assert.Equal(["user.created", "sign-in.failed", "totp.added", "sign-in.done", "setup.done"], actions);
        var failed = Assert.Single((await root.GetAsync("audit?action=sign-in.failed&actor=root")).Json!.AsArray())!;
        Assert.Equal("127.0.0.1", (string)failed["address"]!);
        Assert.True((bool)(await root.GetAsync("audit/verify")).Json!["isWhole"]!);
        using var analyst = await site.AddAsync("abe", Role.Analyst);
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.GetAsync("audit")).Status);
        Assert.Equal(("abe", "GET /api/v1/identity/audit: your role does not allow this"), site.Audit.Find(new(Action: "access.refused")).Select(e => (e.Actor, e.Detail)).Single());
    }

    [Fact]
    public async Task A_changed_or_missing_entry_is_found()
    {
        await using var site = await IdentitySite.StartAsync();
        for (var i = 0; i < 9; i++) site.Audit.Record("ana", "::1", "test.done", $"number {i}");
        var before = site.Audit.Verify();
        Assert.Equal((true, 9), (before.IsWhole, before.Entries));
        Assert.Throws<SqliteException>(() => site.Database.Write(s => s.Execute("UPDATE audit SET actor = 'eve' WHERE id = 4")));
        Assert.Throws<SqliteException>(() => site.Database.Write(s => s.Execute("DELETE FROM audit WHERE id = 4")));
        site.Database.Write(s =>
        {
            s.Execute("DROP TRIGGER audit_is_not_changed");
            s.Execute("DROP TRIGGER audit_is_not_deleted");
            s.Execute("UPDATE audit SET actor = 'eve' WHERE id = 7");
        });
        Assert.Equal(7, site.Audit.Verify().FirstBroken);
        site.Database.Write(s => s.Execute("DELETE FROM audit WHERE id = 3"));
        Assert.Equal(4, site.Audit.Verify().FirstBroken);
    }

    [Fact]
    public async Task Entries_page_back_and_keep_no_control_characters()
    {
        await using var site = await IdentitySite.StartAsync();
        for (var i = 0; i < 5; i++) site.Audit.Record("ana\r\nroot", "::1", "test.done", new string('x', 5_000));
        var page = site.Audit.Find(new AuditFilter(Limit: 2));
        Assert.Equal([5, 4], page.Select(e => e.Id));
        Assert.Equal([3, 2], site.Audit.Find(new AuditFilter(Before: 4, Limit: 2)).Select(e => e.Id));
        Assert.Equal(("ana  root", 1_000), (page[0].Actor, page[0].Detail.Length));
        Assert.True(site.Audit.Verify().IsWhole);
    }
}
