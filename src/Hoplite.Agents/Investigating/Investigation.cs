using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Investigating;

/// <summary>What came of looking into an incident.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Verdict">What it is.</param>
/// <param name="Confidence">How sure that is, 0 to 100.</param>
/// <param name="Source">Who gave the verdict.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Flips">What would change the verdict.</param>
/// <param name="Scope">Who and what is concerned.</param>
/// <param name="Chain">The tactics and techniques in the order of ATT&amp;CK.</param>
/// <param name="Timeline">What happened, in order.</param>
/// <param name="Proposals">What to do, the best first.</param>
/// <param name="Steps">What was looked at.</param>
/// <param name="Gaps">What could not be looked at.</param>
public sealed record Investigation(
    Guid Incident, Verdict Verdict, int Confidence, VerdictSource Source, IReadOnlyList<Reason> Reasons, IReadOnlyList<FlipFact> Flips, CaseScope Scope,
    IReadOnlyList<AttackStep> Chain, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<ResponseProposal> Proposals, IReadOnlyList<InvestigationStep> Steps, IReadOnlyList<string> Gaps);

/// <summary>One reason of a verdict. Its words are ours; names in it have a normal form.</summary>
/// <param name="Text">The reason.</param>
/// <param name="Points">How much it weighs; below zero when it speaks for harmlessness.</param>
/// <param name="Label">How far it can be trusted, and which events it rests on.</param>
public sealed record Reason(string Text, int Points, Label Label);

/// <summary>Something that would change the verdict.</summary>
/// <param name="Text">What.</param>
/// <param name="To">To which verdict.</param>
public sealed record FlipFact(string Text, Verdict To);

/// <summary>A step that was made.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="What">What it looked at; our words.</param>
/// <param name="Seen">How many things it saw.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Label">The label of what it saw, with the events.</param>
public sealed record InvestigationStep(StepKind Kind, string What, long Seen, TimeSpan Elapsed, Label Label);
