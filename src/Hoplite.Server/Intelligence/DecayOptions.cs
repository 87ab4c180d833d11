using System.ComponentModel;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Intelligence;

/// <summary>How fast the score of things fades.</summary>
public sealed record DecayOptions
{
    /// <summary>The score it takes to be blocked.</summary>
    [Description("Below this score, of 100, nothing is blocked any more.")]
    public double BlockScore { get; init; } = DecayCurves.Default.BlockScore;

    /// <summary>The score it takes to be matched.</summary>
    [Description("Below this score, of 100, nothing is matched any more.")]
    public double DetectScore { get; init; } = DecayCurves.Default.DetectScore;

    /// <summary>Addresses and networks.</summary>
    [Description("Addresses and networks.")]
    public FadeOptions Address { get; init; } = new();

    /// <summary>Domains.</summary>
    [Description("Domains.")]
    public FadeOptions Domain { get; init; } = new();

    /// <summary>Web addresses.</summary>
    [Description("Web addresses.")]
    public FadeOptions Url { get; init; } = new();

    /// <summary>Hashes of files.</summary>
    [Description("Hashes of files.")]
    public FadeOptions Hash { get; init; } = new();

    /// <summary>Mail addresses.</summary>
    [Description("Mail addresses.")]
    public FadeOptions Email { get; init; } = new();

    /// <summary>Patterns.</summary>
    [Description("Patterns.")]
    public FadeOptions Pattern { get; init; } = new();

    /// <summary>The curves.</summary>
    /// <exception cref="ConfigurationException">A figure is out of its bounds.</exception>
    internal DecayCurves Curves()
    {
        if (!(DetectScore is >= 0 and <= 100 && BlockScore >= DetectScore && BlockScore <= 100)) throw new ConfigurationException("intelligence: decay", 0, "detect_score and block_score go from 0 to 100, and block_score is not the lower one");
        return new DecayCurves
        {
            BlockScore = BlockScore, DetectScore = DetectScore,
            Curves = Enum.GetValues<NamedKind>().ToDictionary(k => k, k => Of(k).Curve(DecayCurves.Default.Of(k))),
        };
    }

    FadeOptions Of(NamedKind kind) => kind switch
    {
        NamedKind.Address or NamedKind.Network => Address,
        NamedKind.Domain => Domain,
        NamedKind.Url => Url,
        NamedKind.Hash => Hash,
        NamedKind.Email => Email,
        _ => Pattern,
    };
}

/// <summary>How fast the score of one kind of thing fades.</summary>
public sealed record FadeOptions
{
    /// <summary>When nothing is left.</summary>
    [Description("After how many days without a sighting nothing is left of the score; default: 60 for web addresses, 90 for addresses, 730 for hashes, 180 for others.")]
    public double? LifetimeDays { get; init; }

    /// <summary>The shape.</summary>
    [Description("How it gets there: 1 evenly, more than 1 fast at first, less than 1 late; default: 2 for addresses and web addresses, 0.3 for hashes, 1 for others.")]
    public double? Speed { get; init; }

    internal DecayCurve Curve(DecayCurve usual) => LifetimeDays is null or (> 0 and <= 36_500) && Speed is null or (>= 0.01 and <= 100)
        ? new DecayCurve(LifetimeDays is { } days ? TimeSpan.FromDays(days) : usual.Lifetime, Speed ?? usual.Speed)
        : throw new ConfigurationException("intelligence: decay", 0, "lifetime_days goes up to 36500 and is more than 0, speed goes from 0.01 to 100");
}
