using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Configuration;
using Hoplite.Server.Intelligence;

namespace Hoplite.Server.Tests.Intelligence;

public sealed class DecayOptionsTests
{
    [Fact]
    public void What_is_left_out_is_as_usual_for_the_kind()
    {
        var curves = new DecayOptions { Address = new FadeOptions { LifetimeDays = 120 }, Hash = new FadeOptions { Speed = 1 } }.Curves();
        Assert.Equal(new DecayCurve(TimeSpan.FromDays(120), 2), curves.Of(NamedKind.Address));
        Assert.Equal(new DecayCurve(TimeSpan.FromDays(120), 2), curves.Of(NamedKind.Network));
        Assert.Equal(new DecayCurve(TimeSpan.FromDays(730), 1), curves.Of(NamedKind.Hash));
        Assert.Equal(DecayCurves.Default.Of(NamedKind.Url), curves.Of(NamedKind.Url));
    }

    [Fact]
    public void Figures_out_of_bounds_are_refused()
    {
        Assert.Throws<ConfigurationException>(() => new DecayOptions { DetectScore = 60 }.Curves());
        Assert.Throws<ConfigurationException>(() => new DecayOptions { BlockScore = 101 }.Curves());
        Assert.Throws<ConfigurationException>(() => new DecayOptions { DetectScore = double.NaN }.Curves());
        Assert.Throws<ConfigurationException>(() => new DecayOptions { Url = new FadeOptions { LifetimeDays = 0 } }.Curves());
        Assert.Throws<ConfigurationException>(() => new DecayOptions { Domain = new FadeOptions { Speed = double.NaN } }.Curves());
    }

    [Fact]
    public void Feeds_and_figures_are_read_from_the_configuration()
    {
        var read = ConfigurationFile.Parse(
            """
            intelligence:
              epsilon_a_day: 0.5
              forget_days: 200
              feeds:
                - { name: osint, kind: misp, url: https://feeds.example.org/misp/, max_age_days: 365 }
                - { name: blocklist, kind: list, url: https://lists.example.org/a.csv, column: ip, header: Auth-Key, token: env:LIST_KEY, confidence: 60 }
                - { name: sector, url: https://taxii.example.org/api1/, collection: 91a7b528-80eb-42ed-a74d-c6fbd5a26116 }
              decay:
                block_score: 62.5
                address: { lifetime_days: 120, speed: 0.75 }
            """, "hoplite.yaml", _ => null).Intelligence;
        Assert.Equal((0.5, 200, 62.5, 30.0), (read.EpsilonADay, read.ForgetDays, read.Decay.BlockScore, read.Decay.DetectScore));
        Assert.Equal([FeedKind.Misp, FeedKind.List, FeedKind.Taxii], read.Feeds.Select(f => f.Kind));
        Assert.Equal((120.0, 0.75), (read.Decay.Address.LifetimeDays, read.Decay.Address.Speed));
        var wrong = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("intelligence: { epsilon_a_day: much }", "hoplite.yaml", _ => null));
        Assert.Contains("a number", wrong.Message, StringComparison.Ordinal);
    }
}
