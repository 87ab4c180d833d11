namespace Hoplite.Intelligence.Trusting;

/// <summary>How far an indicator has come. It starts at the lowest, and every step up needs a reason.</summary>
public enum Rung
{
    /// <summary>Kept, shown to people, matched against nothing.</summary>
    Quarantine,

    /// <summary>Matched; a match is a finding.</summary>
    Detect,

    /// <summary>A match may be blocked without asking, within the bounds of the gate.</summary>
    Block,
}

/// <summary>Where an indicator stands and why.</summary>
/// <param name="Named">The thing.</param>
/// <param name="Rung">Where it stands.</param>
/// <param name="Belief">How probable it is that the thing is bad, from 0 to 1.</param>
/// <param name="Independent">How many independent voices speak for it.</param>
/// <param name="Reasons">In plain sentences, what was decisive.</param>
public sealed record Standing(Named Named, Rung Rung, double Belief, double Independent, IReadOnlyList<string> Reasons)
{
    /// <summary>What of the opinions of others it rests on.</summary>
    internal Basis Basis { get; init; }

    /// <summary>How fresh what is known of it is; the score fades with the time since it was last seen or confirmed.</summary>
    public Freshness Fresh { get; init; }
}
