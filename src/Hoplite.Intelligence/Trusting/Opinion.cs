namespace Hoplite.Intelligence.Trusting;

/// <summary>What a node makes of the claims about a thing.</summary>
/// <param name="Belief">How probable it is that it is bad, from 0 to 1.</param>
/// <param name="Independent">How many independent voices say so.</param>
/// <param name="Objecting">How many independent voices object.</param>
/// <param name="Since">When the first said so; null when nobody does.</param>
/// <param name="Peers">Who says so.</param>
public sealed record Opinion(double Belief, double Independent, double Objecting, DateTimeOffset? Since, IReadOnlyList<string> Peers)
{
    /// <summary>Nobody says anything.</summary>
    public static Opinion None { get; } = new(0, 0, 0, null, []);

    /// <summary>How fresh what they say is.</summary>
    public Freshness Fresh { get; init; }
}
