using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Server.Intelligence;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;
using static Hoplite.Server.Tests.Intelligence.ListFeedTests;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>A feed of MISP at an address, polled by a whole platform.</summary>
public sealed class MispFeedTests
{
    const string One = "5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e01";
    const string Two = "5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e02";

    [Fact]
    public async Task Events_are_read_when_they_change_and_what_they_hold_no_more_ends()
    {
        await using var server = await FeedServer.StartAsync();
        Offer(server, (One, 1_700_000_000, ["45.155.205.233", "45.155.205.234"]), (Two, 1_700_000_100, ["45.155.205.235"]));
        await using var site = await StartAsync(server, new FeedOptions { Name = "osint", Kind = FeedKind.Misp, Url = server.At("/feed").ToString() });
        await MatchedAsync(site, 3);
        await site.SendAsync(Login(Now, "45.155.205.234"));
        await FindingsAsync(site, await IdAsync(site, "45.155.205.234"), 1);
        Assert.Equal(3, server.Asked.Count);

        Assert.Null((string?)await PollAsync(site));
        Assert.Equal(304, server.Asked[^1].Status);

        Offer(server, (One, 1_700_000_200, ["45.155.205.233"]), (Two, 1_700_000_100, ["45.155.205.235"]));
        Assert.Null((string?)await PollAsync(site));
        await MatchedAsync(site, 2);
        Assert.Equal(["/feed/manifest.json", $"/feed/{One}.json"], server.Asked.TakeLast(2).Select(a => a.Path));

        // An event that the manifest names no more ends, and comes back when it is named again.
        Offer(server, (One, 1_700_000_200, ["45.155.205.233"]));
        Assert.Null((string?)await PollAsync(site));
        await MatchedAsync(site, 1);
        Offer(server, (One, 1_700_000_200, ["45.155.205.233"]), (Two, 1_700_000_100, ["45.155.205.235"]));
        Assert.Null((string?)await PollAsync(site));
        await MatchedAsync(site, 2);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_the_rest_of_the_feed_taken()
    {
        await using var server = await FeedServer.StartAsync();
        Offer(server, (One, 1_700_000_000, ["45.155.205.233"]), (Two, 1_700_000_100, ["45.155.205.235"]));
        server[$"/feed/{Two}.json"] = "{\"Event\":";
        await using var site = await StartAsync(server, new FeedOptions { Name = "torn", Kind = FeedKind.Misp, Url = server.At("/feed/manifest.json").ToString() });
        await MatchedAsync(site, 1);
        await site.UntilAsync(Base, o => (int)o["feeds"]![0]!["refused"]! == 1);

        // A file that is not there yet is asked for again.
        Offer(server, (One, 1_700_000_000, ["45.155.205.233"]), (Two, 1_700_000_300, ["45.155.205.235"]));
        server.Remove($"/feed/{Two}.json");
        Assert.Contains(Two, (string?)await PollAsync(site), StringComparison.Ordinal);
        Offer(server, (One, 1_700_000_000, ["45.155.205.233"]), (Two, 1_700_000_300, ["45.155.205.235"]));
        Assert.Null((string?)await PollAsync(site));
        await MatchedAsync(site, 2);
        Assert.Single(server.Asked, a => a.Path == $"/feed/{One}.json");

        // A manifest that is none leaves all as it is.
        server["/feed/manifest.json"] = "<html>";
        Assert.Contains("manifest.json", (string?)await PollAsync(site), StringComparison.Ordinal);
        await MatchedAsync(site, 2);
    }

    static void Offer(FeedServer server, params (string Uuid, long Changed, string[] Addresses)[] events)
    {
        var manifest = new JsonObject();
        foreach (var (uuid, changed, addresses) in events)
        {
            var stamp = changed.ToString(CultureInfo.InvariantCulture);
            manifest[uuid] = new JsonObject { ["timestamp"] = stamp, ["info"] = "An event" };
            var attributes = addresses.Select(a => (JsonNode)new JsonObject
            {
                ["uuid"] = "6a0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d0" + a[^3..], ["type"] = "ip-dst", ["category"] = "Network activity", ["value"] = a, ["to_ids"] = true, ["timestamp"] = "1700000000",
            });
            server[$"/feed/{uuid}.json"] = new JsonObject
            {
                ["Event"] = new JsonObject { ["uuid"] = uuid, ["info"] = "An event", ["date"] = "2023-11-14", ["timestamp"] = stamp, ["Tag"] = new JsonArray(new JsonObject { ["name"] = "tlp:green" }), ["Attribute"] = new JsonArray([.. attributes]) },
            }.ToJsonString();
        }

        server["/feed/manifest.json"] = manifest.ToJsonString();
    }
}
