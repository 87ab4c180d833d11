using Hoplite.Detection.Sigma;
using Hoplite.Server.Notifications;

namespace Hoplite.Server.Tests.Notifications;

public sealed class GateTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly ChannelOptions Options = new() { Name = "x", Kind = ChannelKind.Webhook, MostPerTenMinutes = 5 };

    [Fact]
    public void A_flood_becomes_a_few_messages_and_one_digest()
    {
        var gate = new ChannelGate(Options);
        var (messages, digests) = (0, new List<Notice>());
        for (var second = 0; second < 600; second++)
        {
            var now = Noon.AddSeconds(second);
            if (gate.Admits(Of($"n{second}", second == 300 ? Level.Critical : Level.High, now), now)) messages++;
            // The loop looks for a digest now and then.
            if (second % 15 == 14 && gate.Due(now) is { } digest) digests.Add(digest);
        }

        Assert.InRange(messages + digests.Count, 1, 5);
        Assert.NotEmpty(digests);
        var last = gate.Due(Noon.AddMinutes(11))!;
        Assert.Equal(Level.Critical, last.Level);
        Assert.StartsWith("- n300", last.Text, StringComparison.Ordinal);
        Assert.Contains("1 critical", last.Title, StringComparison.Ordinal);
        Assert.Equal(0, gate.Held);
        Assert.Null(gate.Due(Noon.AddMinutes(12)));
        Assert.True(gate.Admits(Of("later", Level.High, Noon.AddMinutes(30)), Noon.AddMinutes(30)));
    }

    [Fact]
    public void What_is_not_serious_enough_is_never_sent()
    {
        var gate = new ChannelGate(Options);
        Assert.False(gate.Admits(Of("x", Level.Medium, Noon), Noon));
        Assert.Null(gate.Due(Noon.AddHours(1)));
    }

    [Fact]
    public void Quiet_hours_hold_all_but_the_worst_until_morning()
    {
        var gate = new ChannelGate(Options with { QuietFrom = new TimeOnly(22, 0), QuietUntil = new TimeOnly(7, 0), TimeZone = "Europe/Berlin" });
        var night = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.FromHours(1));
        Assert.True(gate.Admits(Of("worst", Level.Critical, night), night));
        Assert.False(gate.Admits(Of("high", Level.High, night), night));
        Assert.Null(gate.Due(night.AddHours(3)));
        var digest = gate.Due(night.AddHours(8.5))!;
        Assert.Equal("1 notice: 1 high", digest.Title);
        Assert.Equal("- high", digest.Text);
    }

    static Notice Of(string title, Level level, DateTimeOffset time) => new(title, "", level, time);
}
