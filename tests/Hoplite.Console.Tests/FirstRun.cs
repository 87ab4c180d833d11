using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

/// <summary>What everybody does first.</summary>
static class FirstRun
{
    const string Password = "four words in a row";

    /// <summary>Creates the administrator ada, who signs in with a password and the codes of a phone.</summary>
    public static async Task CreateAdministratorAsync(Journey journey)
    {
        var page = journey.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Heading, new() { Name = "First, an administrator" }).WaitForAsync();
        await journey.PictureAsync("first-run");
        await page.GetByLabel("Your name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByLabel("The same again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the administrator" }).ClickAsync();

        var secret = await page.Locator("code.secret").InnerTextAsync();
        await page.GetByLabel("Type the code it shows").FillAsync(Journey.Code(secret));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the code" }).ClickAsync();
        await page.GetByLabel("I have kept the codes").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What should be watched?" }).WaitForAsync();
    }
    /// <summary>Adds the passkey "Laptop" on the account page.</summary>
    public static async Task AddPasskeyAsync(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByLabel("Name of the new one").FillAsync("Laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Laptop" }).WaitForAsync();
    }
}
