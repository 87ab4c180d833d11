using System.Net;
using Hoplite.Server.Identity;
using Hoplite.Server.Notifications;
using Hoplite.Server.Tests.Identity;

namespace Hoplite.Server.Tests.Notifications;

public sealed class EndpointTests
{
    [Fact]
    public async Task An_administrator_sees_and_tries_channels_without_seeing_their_addresses()
    {
        await using var hook = await HookServer.StartAsync();
        await using var site = await IdentitySite.StartAsync(channels: [new() { Name = "hook", Kind = ChannelKind.Webhook, Url = hook.Address + "/secret-path", Secret = "sixteen letters!" }]);
        var (root, _) = await site.SetUpAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await root.PostAsync("/api/v1/notifications/channels/hook/test", new { })).Status);
        Assert.Equal("/secret-path", (await hook.NextAsync()).Path);
        hook.Answers.Enqueue(410);
        Assert.Equal("the channel answered 410", (await root.PostAsync("/api/v1/notifications/channels/hook/test", new { })).Why);
        Assert.Equal(HttpStatusCode.NotFound, (await root.PostAsync("/api/v1/notifications/channels/none/test", new { })).Status);
        var listed = await root.GetAsync("/api/v1/notifications/channels");
        Assert.Equal("hook", (string)listed.Json![0]!["name"]!);
        Assert.DoesNotContain("secret-path", listed.Text + string.Join('\n', site.Log.Where(l => l.StartsWith("Channel", StringComparison.Ordinal))), StringComparison.Ordinal);
        using var responder = await site.AddAsync("ana", Role.Analyst);
        Assert.Equal(HttpStatusCode.Forbidden, (await responder.GetAsync("/api/v1/notifications/channels")).Status);
    }
}
