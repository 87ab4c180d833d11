namespace Hoplite.Intelligence.Trusting;

/// <summary>The figures behind trust. The defaults are those the poisoning benchmark is published with.</summary>
public sealed record TrustOptions
{
    /// <summary>What a newcomer starts with: evidence for and against, in observations.</summary>
    public (double Good, double Bad) Newcomer { get; init; } = (1, 2);

    /// <summary>After how long good evidence counts for half.</summary>
    public TimeSpan GoodHalfLife { get; init; } = TimeSpan.FromDays(90);

    /// <summary>After how long bad evidence counts for half; longer, so that a betrayal is not sat out.</summary>
    public TimeSpan BadHalfLife { get; init; } = TimeSpan.FromDays(180);

    /// <summary>The most good evidence that is remembered: no past is so good that it outweighs a betrayal.</summary>
    public double MostGood { get; init; } = 40;

    /// <summary>How many good observations one that was wrong undoes.</summary>
    public double Penalty { get; init; } = 4;

    /// <summary>What is believed of a thing that one speaks of whom nobody knows, in log odds.</summary>
    public double Prior { get; init; } = -0.2;

    /// <summary>The belief from which a thing is matched.</summary>
    public double DetectAt { get; init; } = 0.5;

    /// <summary>The belief from which a match may be blocked.</summary>
    public double BlockAt { get; init; } = 0.95;

    /// <summary>How many independent voices a block needs.</summary>
    public double BlockVoices { get; init; } = 1.8;

    /// <summary>How many independent voices must object so that a thing is not even matched.</summary>
    public double ObjectingVoices { get; init; } = 1.5;

    /// <summary>How long others have for objecting before a block.</summary>
    public TimeSpan Objection { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a thing stays bad when nobody says how long: attackers leave addresses within weeks, a hash never means anything else.</summary>
    /// <param name="kind">What it is.</param>
    public static TimeSpan Lifetime(NamedKind kind) => DecayCurves.Default.Of(kind).Lifetime;

    /// <summary>How fast things grow old that nobody sees or confirms.</summary>
    public DecayCurves Decay { get; init; } = DecayCurves.Default;

    /// <summary>Over which time two peers are compared.</summary>
    public TimeSpan Recent { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The share of equal claims that honest peers have by chance.</summary>
    public double OrdinaryOverlap { get; init; } = 0.25;

    /// <summary>The share of the recent claims of a peer that turn out wrong from which nothing recent of it is believed.</summary>
    public double BadShare { get; init; } = 0.1;
}
