using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

/// <summary>What happens between the reading of a list and the news about it.</summary>
public sealed class NewsTests
{
    const string Title = "Many failed SSH logins";

    [Fact]
    public async Task News_from_before_the_line_is_up_or_while_a_list_is_on_its_way_are_not_lost()
    {
        await using var journey = await Journey.StartAsync();
        await FirstRun.CreateAdministratorAsync(journey);

        await BeforeTheLineIsUpAsync(journey);
        await WhileTheListIsOnItsWayAsync(journey);
        Assert.Empty(journey.Complaints);
    }

    static async Task BeforeTheLineIsUpAsync(Journey journey)
    {
        var page = journey.Page;
        var line = new TaskCompletionSource();
        await page.RouteAsync("**/api/v1/stream", async route =>
        {
            await line.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/incidents");
        await page.GetByText("Nothing here").WaitForAsync();
        var told = Told(journey);
        await Attack.DeliverAsync(journey, "web01", "203.0.113.9");
        await told;

        Assert.True(await page.GetByText("Nothing here").IsVisibleAsync());
        line.SetResult();
        await page.GetByText(Title).First.WaitForAsync();
        await page.UnrouteAsync("**/api/v1/stream");
    }

    static async Task WhileTheListIsOnItsWayAsync(Journey journey)
    {
        var page = journey.Page;
        var isHeld = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/api/v1/incidents?*severity=high*", async route =>
        {
            var answer = await route.FetchAsync();
            isHeld.TrySetResult();
            await held.Task;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer });
        });
        await page.EvaluateAsync("""
            () => new Promise(ready => {
              const line = new EventSource('/api/v1/stream');
              window.heard = new Promise(done => line.addEventListener('incident', () => done(true)));
              line.addEventListener('hello', () => ready(true));
            })
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "High", Exact = true }).First.ClickAsync();
        await isHeld.Task;
        await Attack.DeliverAsync(journey, "db01", "203.0.113.77");
        Assert.True(await page.EvaluateAsync<bool>("() => window.heard"));
        held.SetResult();
        await page.GetByRole(AriaRole.Button, new() { Name = "There is news" }).WaitForAsync();
    }

    // Whoever listens at the feed hears it when the console would.
    static async Task Told(Journey journey)
    {
        await foreach (var said in journey.Server.Platform.Feed.ListenAsync(TestContext.Current.CancellationToken))
            if (said.Kind == "incident") return;
    }
}
