using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>A list at an address, polled by a whole platform.</summary>
public sealed class ListFeedTests
{
    const string First = "45.155.205.233";
    const string Second = "45.155.205.234";

    [Fact]
    public async Task What_a_list_names_is_matched_until_the_list_leaves_it_out()
    {
        await using var server = await FeedServer.StartAsync();
        server["/list.txt"] = $"# a list\n{First}\n{Second} # with words\nno value\n";
        await using var site = await StartAsync(server, new FeedOptions { Name = "blocklist", Kind = FeedKind.List, Url = server.At("/list.txt").ToString() });
        await MatchedAsync(site, 2);
        var first = await IdAsync(site, First);
        var second = await IdAsync(site, Second);
        await site.SendAsync(Login(Now, First));
        await FindingsAsync(site, first, 1);

        server["/list.txt"] = $"{Second}\n";
        Assert.Null((string?)await PollAsync(site));
        await MatchedAsync(site, 1);
        await site.SendAsync(Login(Now, First), Login(Now, Second));
        await FindingsAsync(site, second, 1);
        Assert.Single((await site.Admin.GetAsync($"{Base}/indicators/{first}")).Json!["findings"]!.AsArray());
        var row = (await site.Admin.GetAsync(Base)).Json!["feeds"]![0]!;
        Assert.Equal(("List", 2, 1, 1), ((string)row["kind"]!, (int)row["objects"]!, (int)row["ended"]!, (int)row["refused"]!));
        Assert.True((int)row["hits"]! >= 1);
        Assert.NotNull(row["checked"]);

        // What is named again is matched again.
        server["/list.txt"] = $"{First}\n{Second}\n";
        Assert.Null((string?)await PollAsync(site));
        await MatchedAsync(site, 2);
    }

    [Fact]
    public async Task A_server_that_has_nothing_new_or_fails_or_never_ends_changes_nothing_and_its_trouble_is_told()
    {
        await using var server = await FeedServer.StartAsync();
        server["/list.csv"] = $"ip,comment\n{First},x\n";
        await using var site = await StartAsync(server, new FeedOptions { Name = "table", Kind = FeedKind.List, Url = server.At("/list.csv").ToString(), MaxFileMb = 1 });
        await MatchedAsync(site, 1);
        Assert.Null((string?)await PollAsync(site));
        Assert.Equal(304, server.Asked[^1].Status);

        server.Instead = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Assert.Contains("500", (string?)await PollAsync(site), StringComparison.Ordinal);
        server.Instead = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync("45.155.205.233\n"u8.ToArray(), context.RequestAborted);
        };
        Assert.Contains("longer than", (string?)await PollAsync(site), StringComparison.Ordinal);
        server.Instead = async context => await context.Response.Body.WriteAsync("<html><body>Sorry, try later</body></html>"u8.ToArray());
        Assert.Contains("the one before stays", (string?)await PollAsync(site), StringComparison.Ordinal);
        var row = (await site.Admin.GetAsync(Base)).Json!["feeds"]![0]!;
        Assert.Equal(3, (int)row["failures"]!);
        Assert.NotNull(row["trouble"]);
        await MatchedAsync(site, 1);

        server.Instead = null;
        Assert.Null((string?)await PollAsync(site));
        Assert.Null((await site.Admin.GetAsync(Base)).Json!["feeds"]![0]!["trouble"]);
    }

    [Fact]
    public async Task Where_a_list_was_is_known_after_a_restart()
    {
        await using var server = await FeedServer.StartAsync();
        server["/list.txt"] = First;
        var folder = Directory.CreateTempSubdirectory("hoplite-feed-").FullName;
        var feed = new FeedOptions { Name = "kept", Kind = FeedKind.List, Url = server.At("/list.txt").ToString() };
        await using (var site = await StartAsync(server, feed, folder)) await MatchedAsync(site, 1);
        await using (var site = await StartAsync(server, feed, folder))
        {
            await MatchedAsync(site, 1);
            await site.UntilAsync(Base, _ => server.Asked.Count >= 2);
            Assert.Equal(304, server.Asked[^1].Status);
            server["/list.txt"] = Second;
            Assert.Null((string?)await PollAsync(site));
            await site.UntilAsync($"{Base}/indicators?rung=detect", p => (int)p["total"]! == 1 && (string)p["items"]![0]!["value"]! == Second);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_feed_in_a_private_network_that_is_not_allowed_is_not_read()
    {
        await using var server = await FeedServer.StartAsync();
        server["/list.txt"] = First;
        await using var site = await PlatformSite.StartAsync(change: o => o with { Intelligence = o.Intelligence with { Feeds = [new FeedOptions { Name = "near", Kind = FeedKind.List, Url = server.At("/list.txt").ToString(), AllowHttp = true }] } });
        var row = (await site.UntilAsync(Base, o => o["feeds"]![0]!["trouble"] is not null))["feeds"]![0]!;
        Assert.Contains("public internet", (string)row["trouble"]!, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    internal static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    internal static Task<PlatformSite> StartAsync(FeedServer server, FeedOptions feed, string? folder = null)
    {
        Assert.True(server.Address.IsLoopback);
        return StartAsync(feed, folder);
    }

    internal static Task<PlatformSite> StartAsync(FeedOptions feed, string? folder = null) =>
        PlatformSite.StartAsync(folder, o => o with { Intelligence = o.Intelligence with { PrivateNetworks = ["127.0.0.0/8"], Feeds = [feed] } });

    // What is matched, by the table itself: the ladder moves a moment before it.
    internal static Task<System.Text.Json.Nodes.JsonNode> MatchedAsync(PlatformSite site, int count) =>
        site.UntilAsync(Base, o => (int)o["matched"]! == count && site.Server.Platform.Indicators.Table.Count == count);

    internal static async Task<string> IdAsync(PlatformSite site, string value) => (string)(await site.Admin.GetAsync($"{Base}/indicators?text={value}")).Json!["items"]![0]!["id"]!;

    internal static Task<System.Text.Json.Nodes.JsonNode> FindingsAsync(PlatformSite site, string id, int count) => site.UntilAsync($"{Base}/indicators/{id}", d => d["findings"]!.AsArray().Count == count);

    internal static async Task<System.Text.Json.Nodes.JsonNode?> PollAsync(PlatformSite site) => (await site.Admin.PostAsync(Base + "/sync", new { })).Json!["feeds"]![0]!["trouble"];
}
