using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Playbooks;

/// <summary>A response that would fit an incident.</summary>
/// <param name="Playbook">By which playbook.</param>
/// <param name="Title">What it does, for people.</param>
/// <param name="Action">The action itself.</param>
/// <param name="Score">How well it fits; the best is first.</param>
/// <param name="Endorsement">What confirms its target.</param>
/// <param name="Label">The label of all it is made of.</param>
/// <param name="FromModel">Whether only a model chose it.</param>
/// <param name="Decision">What the gate said; null while it was not asked.</param>
public sealed record ResponseProposal(string Playbook, string Title, ProposedAction Action, int Score, Endorsement Endorsement, Label Label, bool FromModel, GateDecision? Decision = null)
{
    /// <summary>How events call its target: the program of a process, the path of a file. Chosen by others, for people to read.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
