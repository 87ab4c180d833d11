namespace Hoplite.Intelligence.Trusting;

/// <summary>How fresh what is known of a thing is.</summary>
/// <param name="Score">What is left of it now, from 0 to 100.</param>
/// <param name="Start">What there was when it was last seen or confirmed, from 0 to 100.</param>
/// <param name="Seen">When that was; null for what a person of this node said, which does not fade.</param>
/// <param name="Ends">When whoever said it last says that it ends; null when nobody says so.</param>
public readonly record struct Freshness(double Score, double Start, DateTimeOffset? Seen, DateTimeOffset? Ends)
{
    /// <summary>Nobody says anything.</summary>
    public static Freshness None => default;

    /// <summary>What does not fade.</summary>
    public static Freshness Lasting { get; } = new(100, 100, null, null);
}
