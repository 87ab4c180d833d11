using Hoplite.Detection.Sigma;
using Hoplite.Server.Notifications;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Notifications;

public sealed class LoopTests
{
    static readonly Notice Some = new("Something", "happened", Level.High, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_channel_that_fails_is_tried_again_and_says_so_meanwhile()
    {
        await using var server = await HookServer.StartAsync();
        server.Answers.Enqueue(503);
        server.Answers.Enqueue(429);
        var clock = new TimerClock();
        using var loop = Loop(clock, Channel(server));
        await loop.StartAsync(TestContext.Current.CancellationToken);
        Assert.Null(loop.Health[0].LastSent);
        Assert.True(loop.Post(Some));
        await server.NextAsync();
        await UntilAsync(loop, health => health.Problem == "the channel answered 503");
        await clock.PassAsync(TimeSpan.FromSeconds(1));
        await server.NextAsync();
        await clock.PassAsync(TimeSpan.FromSeconds(4));
        await UntilAsync(loop, health => health.Sent == 1);
        Assert.Equal(1, server.Waiting);
        Assert.Equal((0, null), (loop.Health[0].Lost, loop.Health[0].Problem));
        await loop.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_refusal_that_will_not_change_is_given_up_at_once()
    {
        await using var server = await HookServer.StartAsync();
        server.Answers.Enqueue(404);
        using var loop = Loop(new FakeTimeProvider(), Channel(server));
        await loop.StartAsync(TestContext.Current.CancellationToken);
        loop.Post(Some);
        await UntilAsync(loop, health => health.Lost == 1);
        Assert.Equal("the channel answered 404", loop.Health[0].Problem);
        Assert.True(await loop.TestAsync("HOOK", TestContext.Current.CancellationToken));
        Assert.False(await loop.TestAsync("nothing", TestContext.Current.CancellationToken));
        await loop.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stuck_channel_neither_grows_nor_keeps_another_waiting()
    {
        await using var server = await HookServer.StartAsync();
        var stuck = new Stuck();
        using var loop = new NotificationLoop(
            [Channel(server), Channel(server) with { Name = "stuck" }], c => c.Name == "stuck" ? stuck : NotificationServices.Create(c, TimeProvider.System), TimeProvider.System, NullLogger<NotificationLoop>.Instance);
        await loop.StartAsync(TestContext.Current.CancellationToken);
        loop.Post(Some);
        await stuck.Called.Task.WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
        await server.NextAsync();
        var taken = 0;
        while (taken < 5_000 && loop.Post(Some)) taken++;
        Assert.InRange(taken, 900, 1_001);
        Assert.Equal(1, loop.Health[1].Lost);
        await loop.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Wrong_options_are_all_named_at_start()
    {
        ChannelOptions[] wrong =
        [
            new() { Name = "a", Kind = ChannelKind.Slack, Url = "http://hooks.slack.example/x" }, new() { Name = "A", Kind = ChannelKind.Webhook, Url = "nonsense", Secret = "short" },
            new() { Name = "b", Kind = ChannelKind.Email, QuietFrom = new TimeOnly(1, 0) }, new() { Name = "c", Kind = ChannelKind.Ntfy, Url = "env:HOPLITE_NOT_THERE", TimeZone = "Nowhere/Land" },
        ];
        var why = string.Join('\n', ChannelRule.Complaints(wrong));
        foreach (var part in new[] { "two channels are named", "must be https", "not an http", "16 characters", "mail settings are missing", "both a beginning and an end", "HOPLITE_NOT_THERE is not set", "no time zone Nowhere/Land" })
            Assert.Contains(part, why, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<InvalidDataException>(() => Loop(TimeProvider.System, wrong[0]));
    }

    static ChannelOptions Channel(HookServer server) => new() { Name = "hook", Kind = ChannelKind.Webhook, Url = server.Address, Secret = "sixteen letters!", MostPerTenMinutes = 10_000 };

    static NotificationLoop Loop(TimeProvider time, params ChannelOptions[] channels) => new(channels, c => NotificationServices.Create(c, time), time, NullLogger<NotificationLoop>.Instance);

    static async Task UntilAsync(NotificationLoop loop, Func<ChannelHealth, bool> holds)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.HealthChanged = Look;
        Look();
        await held.Task.WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);

        void Look()
        {
            if (holds(loop.Health[0])) held.TrySetResult();
        }
    }

    sealed class Stuck : INotifier
    {
        public TaskCompletionSource Called { get; } = new();

        public Task SendAsync(Notice notice, CancellationToken cancellation)
        {
            Called.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancellation);
        }
    }
}
