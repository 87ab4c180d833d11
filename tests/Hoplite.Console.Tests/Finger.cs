using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

/// <summary>A device with a finger on it: it keeps passkeys, asks nobody and always says yes.</summary>
static class Finger
{
    /// <summary>Plugs one in.</summary>
    public static async Task AddAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }
}
