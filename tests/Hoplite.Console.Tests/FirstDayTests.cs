using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

public sealed class FirstDayTests
{
    [Fact]
    public async Task From_the_first_run_to_a_search_an_incident_a_suppression_and_its_undoing()
    {
        await using var journey = await Journey.StartAsync();
        var page = journey.Page;
        await SetUpAsync(journey);
        await Attack.DeliverAsync(journey, "web01", "203.0.113.9");

        await page.GotoAsync("/incidents");

        // The list does not jump under the reader's hand: it says that there is news.
        var news = page.GetByRole(AriaRole.Button, new() { Name = "There is news" });
        var row = page.GetByText("Many failed SSH logins").First;
        await news.Or(row).First.WaitForAsync();
        if (await news.IsVisibleAsync()) await news.ClickAsync();
        await row.WaitForAsync();
        await journey.PictureAsync("queue");
        await row.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What happened" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Release" }).WaitForAsync();
        await journey.PictureAsync("incident-live");
        await InvestigationAsync(journey);

        await SearchAsync(journey);
        await SuppressAsync(journey);
        Assert.Empty(journey.Complaints);
    }

    static async Task SetUpAsync(Journey journey)
    {
        var page = journey.Page;
        await FirstRun.CreateAdministratorAsync(journey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Later" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Go on" })).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the test event" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It works: go on" }).WaitForAsync();
        await journey.PictureAsync("test-event");
        await page.GetByRole(AriaRole.Button, new() { Name = "It works: go on" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "To the overview" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
    }

    // No language model is set, so rules alone look into it.
    static async Task InvestigationAsync(Journey journey)
    {
        var page = journey.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Investigation" }).ClickAsync();

        // At the very first start the policy engine is compiled, which may take a while; agents begin after it.
        await page.GetByText("By rules").First.WaitForAsync(new() { Timeout = 240_000 });
        await journey.PictureAsync("investigation");
        await page.GetByRole(AriaRole.Link, new() { Name = "How it was done" }).ClickAsync();
        await page.GetByText("No language model was asked").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.GetByText("Step 1 of").WaitForAsync();
        await journey.PictureAsync("run");
        await page.GotoAsync("/agents/trust");
        await page.GetByText("No language model is set").WaitForAsync();
        await journey.PictureAsync("trust");
        await page.GotoAsync("/search/ask");
        await page.GetByLabel("Your question").FillAsync("Did anyone guess passwords against web01?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Run th") }).ClickAsync();
        await page.GetByText("steps found something").WaitForAsync();
        await journey.PictureAsync("ask");
    }

    static async Task SearchAsync(Journey journey)
    {
        var page = journey.Page;
        await page.GotoAsync("/search?q=" + Uri.EscapeDataString("where host == \"web01\" and message contains \"203.0.113.9\" | project time, host, message"));

        // The same text stands in the folded list of values, too.
        await page.GetByText("Failed password for root").Filter(new() { Visible = true }).First.WaitForAsync();

        // Beside the rows stand the values of the columns that were asked for, and of no others.
        var fields = page.GetByRole(AriaRole.Region, new() { Name = "Fields" });
        await fields.GetByRole(AriaRole.Button, new() { Name = "web01", Exact = true }).WaitForAsync();
        Assert.Equal(["host", "message"], (await fields.Locator("summary .mono").AllInnerTextsAsync()).Order(StringComparer.Ordinal));
        await journey.PictureAsync("search");
        await page.GotoAsync("/search?q=" + Uri.EscapeDataString("where hsot == "));
        await page.GetByText("not expected").Or(page.GetByText("expected here")).First.WaitForAsync();
    }

    static async Task SuppressAsync(Journey journey)
    {
        var page = journey.Page;
        await page.GotoAsync("/findings?view=list");
        await page.GetByRole(AriaRole.Button, new() { Name = "Many failed SSH logins" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Suppress …" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("our own test of the lock on the door");
        await page.GetByText("0 of them in confirmed incidents").WaitForAsync();
        await journey.PictureAsync("suppress");
        await page.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("Undone.").WaitForAsync();
        await page.GotoAsync("/detections?tab=suppressions");
        await page.GetByText("our own test of the lock on the door").First.WaitForAsync();
        await page.GotoAsync("/incidents");
        await page.GetByText("web01").First.WaitForAsync();
    }
}
