using Hoplite.Server.Configuration;
using Hoplite.Server.Tests.Identity;
using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

public sealed class SingleSignOnTests
{
    [Fact]
    public async Task Somebody_whom_the_provider_knows_is_let_in_as_a_viewer()
    {
        var secret = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(secret, "shh", TestContext.Current.CancellationToken);
            await using var provider = await OidcProvider.StartAsync();
            var choice = new SingleSignOnOptions { Name = "Our provider", Authority = provider.Issuer, ClientId = "hoplite", ClientSecret = "file:" + secret };
            await using var journey = await Journey.StartAsync(options => options with { People = options.People with { SingleSignOn = choice } });
            var page = journey.Page;
            await FirstRun.CreateAdministratorAsync(journey);

            await page.GotoAsync("/account");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Continue with Our provider" }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "olga" }).WaitForAsync();
            Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Administration" }).CountAsync());

            // The cookie is strict: it must come along at the next visit too.
            await page.ReloadAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "olga" }).WaitForAsync();
            Assert.Empty(journey.Complaints);
        }
        finally
        {
            File.Delete(secret);
        }
    }
}
