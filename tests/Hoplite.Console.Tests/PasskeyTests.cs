using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

public sealed class PasskeyTests
{
    [Fact]
    public async Task A_passkey_added_on_the_account_page_signs_its_owner_in_without_a_password()
    {
        await using var journey = await Journey.StartAsync();
        var page = journey.Page;
        await Finger.AddAsync(page);
        await FirstRun.CreateAdministratorAsync(journey);

        await FirstRun.AddPasskeyAsync(page);
        await page.GetByText("last used never").WaitForAsync();
        await journey.PictureAsync("passkey");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();

        await page.GotoAsync("/account");
        await page.GetByText("ada, ").WaitForAsync();
        await page.GetByText("last used just now").WaitForAsync();
        Assert.Empty(journey.Complaints);
    }
}
