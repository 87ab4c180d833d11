namespace Hoplite.Bench.Ratios;

/// <summary>One comparison, both sides measured in this run.</summary>
/// <param name="What">What was done.</param>
/// <param name="Ours">What we reached, in words with a unit.</param>
/// <param name="Other">What the peer or the limit reached.</param>
/// <param name="Value">Ours over the other.</param>
/// <param name="Goal">What it should be at least; null when it is only for information.</param>
sealed record Ratio(string What, string Ours, string Other, double Value, double? Goal);
