using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

/// <summary>What somebody decided and did not wait for.</summary>
public sealed class LeavingTests
{
    [Fact]
    public async Task What_was_asked_for_in_the_moment_of_leaving_is_done_and_an_empty_list_fills_by_itself()
    {
        await using var journey = await Journey.StartAsync();
        await FirstRun.CreateAdministratorAsync(journey);
        var page = journey.Page;
        await Attack.DeliverAsync(journey, "web01", "203.0.113.9");
        await page.GotoAsync("/findings?view=list");
        await page.GetByRole(AriaRole.Button, new() { Name = "Many failed SSH logins" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Suppress …" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("our own test of the lock on the door");
        await page.GetByRole(AriaRole.Button, new() { Name = "Suppress", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).EvaluateAsync("button => { button.click(); location.href = '/incidents'; }");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Incidents" }).WaitForAsync();
        await page.GetByText("web01").First.WaitForAsync();
        Assert.Empty(journey.Complaints);
    }
}
