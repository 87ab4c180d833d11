using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Server.Live;
using Hoplite.Server.Tests.Hosting;

namespace Hoplite.Server.Tests.Live;

/// <summary>What other consoles hear of the work of one person.</summary>
public sealed class WorkNewsTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Everybody_hears_that_an_incident_was_closed_by_a_suppression_and_that_it_is_back_after_the_undo()
    {
        await using var site = await PlatformSite.StartAsync();
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-5)));
        await site.UntilAsync("/api/v1/incidents?state=open", p => p["total"]!.GetValue<int>() > 0);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await using var news = site.Server.Platform.Feed.ListenAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await news.MoveNextAsync());

        var conditions = new[] { new { field = "src_ip", op = "equals", value = "203.0.113.9" } };
        var made = (await site.Admin.PostAsync("/api/v1/suppressions", new { rule = (string?)null, conditions, kind = "suppress", reason = "our own scanner", expires = TimeProvider.System.GetUtcNow().AddDays(7) })).Json!;
        await HeardAsync("closed");
        await site.Admin.PostAsync("/api/v1/undo", new { token = (string)made["undo"]! });
        await HeardAsync("new");

        async Task HeardAsync(string state)
        {
            while (await news.MoveNextAsync())
                if (news.Current.Kind == "incident" && State(news.Current) == state) return;
            Assert.Fail($"nobody said that the incident is {state}");
        }
    }

    static string? State(LiveEvent said) => (string?)JsonSerializer.SerializeToNode(said.Data)?["State"];
}
