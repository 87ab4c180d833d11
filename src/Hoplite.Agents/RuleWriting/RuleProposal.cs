using Hoplite.Guard.Gating;

namespace Hoplite.Agents.RuleWriting;

/// <summary>A rule that somebody may take over. It is text and nothing else: nothing here enables it, and the gate denies software to.</summary>
/// <param name="Yaml">The rule, in ASCII; text of the evidence stands in it only as quoted literals.</param>
/// <param name="OwnMatches">How many events of its incident it matches.</param>
/// <param name="OtherMatches">How many of the other events it matches: how noisy it would be.</param>
/// <param name="OtherEvents">How many other events it was tried on.</param>
/// <param name="Decision">What the gate says to software that would write it; by the ratchet never yes.</param>
public sealed record RuleProposal(string Yaml, int OwnMatches, long OtherMatches, long OtherEvents, GateDecision Decision);
