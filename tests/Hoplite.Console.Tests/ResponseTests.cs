using System.Globalization;
using System.Net.Http.Headers;
using Hoplite.Guard.Cedar;
using Hoplite.Response;
using Hoplite.Response.Tests.Netfilter;
using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

/// <summary>A person says yes with a finger, the kernel blocks, and the person takes it back: all of it in a browser.</summary>
public sealed class ResponseTests
{
    const string Attacker = "203.0.113.9";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_question_is_approved_with_a_passkey_seen_in_effect_and_reverted()
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        using var room = NetworkRoom.Open();
        await using var journey = await Journey.StartAsync(options => options with { Response = new ResponseOptions { PacketFilter = true, NetworkNamespace = room.Path, TestQuestions = false } });
        var page = journey.Page;
        var before = room.Ruleset;
        await Finger.AddAsync(page);
        await FirstRun.CreateAdministratorAsync(journey);
        await PoliciesAsync(page);
        await DeliverAsync(journey);

        // Without a passkey the page says what to do, and offers nothing that could not work.
        await page.GotoAsync("/response");
        var question = page.GetByRole(AriaRole.Link, new() { Name = $"Look and decide: Block an address, {Attacker}" });
        await question.WaitForAsync(new() { Timeout = 240_000 });
        await journey.PictureAsync("response-waiting");
        await question.ClickAsync();
        await page.GetByText("You have no passkey yet.").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Approve with a passkey" }).CountAsync());
        var address = page.Url;
        await FirstRun.AddPasskeyAsync(page);

        await page.GotoAsync(address);
        await page.GetByText($"Block the address {Attacker} for 3600 seconds").WaitForAsync();
        await page.GetByText("Taken back exactly").WaitForAsync();
        await page.GetByLabel("Commands").GetByText(Attacker).First.WaitForAsync();
        await journey.PictureAsync("response-question");
        Assert.Equal(before, room.Ruleset);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve with a passkey" }).ClickAsync();
        await page.GetByText("It ends by itself in").WaitForAsync();
        Assert.Contains(Attacker, room.Ruleset, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "See what is in effect" }).ClickAsync();
        var revert = page.GetByRole(AriaRole.Button, new() { Name = $"Revert: Block an address, {Attacker}" });
        await revert.WaitForAsync();
        await journey.PictureAsync("response-in-effect");
        await revert.ClickAsync();
        await page.GetByLabel("It was a mistake").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await revert.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(before, room.Ruleset);

        await page.GotoAsync("/response?tab=history");
        await page.GetByText("Taken back", new() { Exact = true }).First.WaitForAsync();
        await PlaybooksAsync(journey);
        Assert.Empty(journey.Complaints);
    }

    // The policy engine is compiled at the very first start, and what is decided before that is denied.
    static async Task PoliciesAsync(IPage page)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await tick.WaitForNextTickAsync(limit.Token))
        {
            var answer = await page.APIRequest.GetAsync("/api/v1/agents/trust");
            if ((await answer.JsonAsync())?.GetProperty("policies").GetProperty("state").GetString() == "ready") return;
        }
    }

    // The shipped playbooks are listed, drawn and tried.
    static async Task PlaybooksAsync(Journey journey)
    {
        var page = journey.Page;
        await page.GotoAsync("/response/playbooks");
        var first = page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First;
        await first.WaitForAsync();
        await journey.PictureAsync("playbooks");
        await first.ClickAsync();
        var steps = page.GetByRole(AriaRole.List, new() { Name = "Steps" }).GetByRole(AriaRole.Listitem);
        await steps.First.WaitForAsync();
        Assert.Equal(await steps.CountAsync(), await page.Locator("svg g[role=button]").CountAsync());
        await journey.PictureAsync("playbook");
        await page.GetByRole(AriaRole.Link, new() { Name = "Try and run" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await page.GetByText("It would not run:").Or(page.GetByText("It would run.")).First.WaitForAsync();
        await journey.PictureAsync("playbook-dry-run");
    }

    static async Task DeliverAsync(Journey journey)
    {
        var (_, token) = journey.Server.Platform.Sources.Enrol("web01", "http", null);
        using var client = new HttpClient { BaseAddress = new Uri(journey.Server.Addresses[0]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var time = TimeProvider.System.GetUtcNow().AddMinutes(-2);
        var lines = Enumerable.Range(0, 31).Select(i => string.Create(CultureInfo.InvariantCulture, $"<38>1 {time.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} web01 sshd {1000 + i} - - {(i < 30 ? "Failed" : "Accepted")} password for root from {Attacker} port {40000 + i} ssh2"));
        using var answer = await client.PostAsync(new Uri("/ingest", UriKind.Relative), new StringContent(string.Join('\n', lines) + "\n"), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
