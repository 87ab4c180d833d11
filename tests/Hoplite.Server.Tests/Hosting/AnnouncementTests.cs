using Hoplite.Detection.Sigma;
using Hoplite.Server.Hosting;
using Hoplite.Server.Notifications;
using Hoplite.Server.Sources;
using Hoplite.Server.Tests.Notifications;
using Hoplite.Store.Cases;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Hosting;

public sealed class AnnouncementTests
{
    static readonly Guid Id = Guid.CreateVersion7();

    readonly List<Notice> _told = [];
    readonly FakeTimeProvider _clock = new();
    Announcements _announcements;

    public AnnouncementTests() => _announcements = Begin();

    [Fact]
    public void An_incident_is_told_once_however_much_it_grows()
    {
        Tell(Level.High, before: null);
        Tell(Level.High, before: Level.High);
        Tell(Level.Medium, before: Level.High);
        Tell(Level.High, before: Level.Medium);
        var notice = Assert.Single(_told);
        Assert.Equal("#7 Somebody guesses passwords", notice.Title);
        Assert.Equal(new Uri($"https://hoplite.example/incidents/{Id}"), notice.Link);
    }

    [Fact]
    public void An_incident_that_grows_more_serious_is_told_again_an_hour_later_too()
    {
        Tell(Level.Medium, before: null);
        Tell(Level.High, before: Level.Medium);
        _clock.Advance(TimeSpan.FromHours(1));
        Tell(Level.Critical, before: Level.High);
        Assert.Equal([Level.Medium, Level.High, Level.Critical], _told.Select(n => n.Level));
        Assert.Equal(_clock.GetUtcNow(), _told[^1].Time);
    }

    [Fact]
    public void An_incident_that_opens_again_is_told_again_and_then_only_when_it_grows_more_serious()
    {
        Tell(Level.High, before: null);
        Tell(Level.High, before: Level.High, isReopened: true);
        Tell(Level.High, before: Level.High);
        Tell(Level.Critical, before: Level.High);
        Assert.Equal([Level.High, Level.High, Level.Critical], _told.Select(n => n.Level));
    }

    [Fact]
    public void After_a_restart_an_incident_that_merely_grows_is_not_told_and_one_that_grows_more_serious_is()
    {
        Tell(Level.Medium, before: null);
        _announcements = Begin();
        Tell(Level.Medium, before: Level.Medium);
        Assert.Single(_told);
        Tell(Level.High, before: Level.Medium);
        Assert.Equal([Level.Medium, Level.High], _told.Select(n => n.Level));
    }

    [Fact]
    public void An_incident_that_somebody_has_closed_is_not_told()
    {
        Tell(Level.Critical, before: Level.High, state: "closed");
        Assert.Empty(_told);
    }

    [Fact]
    public void A_silent_source_is_told()
    {
        _announcements.Tell(new EnrolledSource("f", "firewall", "syslog", SilentAfter: TimeSpan.FromMinutes(30)));
        Assert.Equal("firewall is silent", Assert.Single(_told).Title);
    }

    [Fact]
    public async Task The_platform_hands_its_incidents_to_the_channels()
    {
        await using var server = await HookServer.StartAsync();
        await using var site = await PlatformSite.StartAsync(change: o => o with
        {
            Notifications = [new ChannelOptions { Name = "hook", Kind = ChannelKind.Webhook, Url = server.Address, Secret = "sixteen letters!", MinLevel = Level.Informational }],
        });
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
        Assert.Contains("#1 ", (await server.NextAsync()).Body, StringComparison.Ordinal);
    }

    Announcements Begin() => new(
        notice =>
        {
            _told.Add(notice);
            return true;
        }, new Uri("https://hoplite.example"), _clock);

    void Tell(Level severity, Level? before, bool isReopened = false, string state = "new")
    {
        var now = _clock.GetUtcNow();
        _announcements.Tell(new IncidentState(Id, 7, "Somebody guesses passwords", severity, 80, state, null, null, now, now, now, now, 3, [], [], [], "many failed logins"), new CaseChange(Id, before, isReopened));
    }
}
