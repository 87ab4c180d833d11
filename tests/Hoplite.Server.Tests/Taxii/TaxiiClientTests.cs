using System.Net;
using Hoplite.Intelligence.Taxii;
using Hoplite.Intelligence.Taxii.Client;
using static Hoplite.Server.Tests.Taxii.TaxiiSite;

namespace Hoplite.Server.Tests.Taxii;

public sealed class TaxiiClientTests
{
    [Fact]
    public async Task Our_client_polls_our_server_and_gets_everything_once()
    {
        await using var site = await StartAsync();
        var options = new TaxiiClientOptions { Name = "admin", Password = "Password0", Allowed = [IPNetwork.Parse("127.0.0.0/8")], PageSize = 2 };
        using var client = new TaxiiClient(options);
        var stop = TestContext.Current.CancellationToken;
        var found = await client.DiscoverAsync(new Uri(site.Address, "taxii2/"), stop);
        var root = Assert.Single(found.Roots, r => r.AbsolutePath == "/trustgroup1/");
        Assert.Equal(root, found.Default);
        Assert.Equal(5, (await client.CollectionsAsync(root, stop)).Count);

        var taken = new List<TaxiiObject>();
        using var cursor = FeedCursor.Open(Path.Combine(site.Platform.Folder, "feeds.db"));
        var feed = new TaxiiFeed(new FeedPlan("own", root, "365fed99-08fa-fdcd-a1b3-fb247eb41d01", TimeSpan.FromHours(1)), client, cursor, options, taken.AddRange);
        Assert.Equal(0, (await feed.PollAsync(stop)).New);
        var sent = await client.AddAsync(root, "365fed99-08fa-fdcd-a1b3-fb247eb41d01", System.Text.Encoding.UTF8.GetBytes(Envelope(Enumerable.Range(0, 5).Select(_ => Item())).ToJsonString()), stop);
        Assert.Equal((5, 0), sent);
        Assert.Equal(new PollResult(5, 3, true, 0), await feed.PollAsync(stop));
        Assert.Equal(0, (await feed.PollAsync(stop)).New);
        await client.AddAsync(root, "365fed99-08fa-fdcd-a1b3-fb247eb41d01", System.Text.Encoding.UTF8.GetBytes(Envelope(Item()).ToJsonString()), stop);
        Assert.Equal(1, (await feed.PollAsync(stop)).New);
        Assert.Equal(6, taken.Select(o => o.Id).Distinct(StringComparer.Ordinal).Count());
    }
}
