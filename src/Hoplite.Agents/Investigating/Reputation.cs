using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Investigating;

/// <summary>What threat intelligence makes of a thing.</summary>
/// <param name="Standing">What it is held for.</param>
/// <param name="Rule">The id of the rule that matches it; findings of it count it already.</param>
/// <param name="Sources">How many sources name it.</param>
/// <param name="Secrecy">Who may hear it: as secret as the most secret word it rests on.</param>
public sealed record Reputation(ReputationStanding Standing, string Rule, int Sources, Confidentiality Secrecy = Confidentiality.Internal)
{
    /// <summary>Nobody has said anything.</summary>
    public static Reputation Unknown { get; } = new(ReputationStanding.Unknown, "", 0);
}

/// <summary>What a thing is held for.</summary>
public enum ReputationStanding
{
    /// <summary>Nobody has said anything.</summary>
    Unknown,

    /// <summary>Somebody called it bad, and that is not believed yet.</summary>
    Claimed,

    /// <summary>It is on a list of what everybody uses, or a person of the house called it harmless. That speaks for nothing: attackers use it as well.</summary>
    Harmless,

    /// <summary>It is believed to be bad.</summary>
    Bad,
}
