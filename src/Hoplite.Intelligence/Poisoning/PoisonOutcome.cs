namespace Hoplite.Intelligence.Poisoning;

/// <summary>What came of a scenario.</summary>
/// <param name="Ours">With the trust of the product.</param>
/// <param name="Blocked">How many harmless things were blocked without a person.</param>
/// <param name="Baselines">With simpler policies, on the same claims.</param>
public sealed record PoisonOutcome(PoisonShares Ours, int Blocked, IReadOnlyDictionary<string, PoisonShares> Baselines);

/// <summary>How much was accepted, that is matched or blocked.</summary>
/// <param name="Recall">The share of what is bad and was told of, from 0 to 1.</param>
/// <param name="Poison">The share of the harmless things that were aimed at.</param>
public sealed record PoisonShares(double Recall, double Poison);
