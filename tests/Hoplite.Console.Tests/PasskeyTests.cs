using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

public sealed class PasskeyTests
{
    [Fact]
    public async Task A_passkey_added_on_the_account_page_signs_its_owner_in_without_a_password()
    {
        await using var journey = await Journey.StartAsync();
        var page = journey.Page;
        await AddAuthenticatorAsync(page);
        await FirstRun.CreateAdministratorAsync(journey);

        await page.GotoAsync("/account");
        await page.GetByLabel("Name of the new one").FillAsync("Laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Laptop" }).WaitForAsync();
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

    // A device with a finger on it: it keeps passkeys, asks nobody and always says yes.
    static async Task AddAuthenticatorAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }
}
