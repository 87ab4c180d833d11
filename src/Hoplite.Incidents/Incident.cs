using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents;

/// <summary>Findings that belong together, with what they mean.</summary>
/// <param name="Id">UUIDv7 of its first finding's time; the same evidence and rules give the same id again.</param>
/// <param name="Title">What happened, in one line; holds text of the evidence only as entity values.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Confidence">How sure it is that this is no accident, 0 to 100.</param>
/// <param name="First">Time of the first finding; null when no event has a time.</param>
/// <param name="Last">Time of the last.</param>
/// <param name="Findings">All findings in order of time.</param>
/// <param name="Timeline">The same with duplicates folded.</param>
/// <param name="Entities">What they are about, the most involved first.</param>
/// <param name="Chain">The techniques in the order of the ATT&amp;CK chain.</param>
/// <param name="Processes">The processes of the findings, as a forest.</param>
/// <param name="Triage">What it means, in plain words.</param>
public sealed record Incident(
    Guid Id,
    string Title,
    Level Severity,
    int Confidence,
    DateTimeOffset? First,
    DateTimeOffset? Last,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<InvolvedEntity> Entities,
    IReadOnlyList<AttackStep> Chain,
    IReadOnlyList<ProcessNode> Processes,
    TriageNote Triage);

/// <summary>One line of the timeline: one finding, or several alike.</summary>
/// <param name="Finding">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Last">Time of the last of them.</param>
/// <param name="Host">Where it happened, or null.</param>
/// <param name="Detail">What can be seen of it: a command, a file, an address; text of the evidence.</param>
public sealed record TimelineEntry(Finding Finding, int Count, DateTimeOffset? Last, string? Host, string Detail);

/// <summary>An entity of an incident.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Roles">What it did.</param>
/// <param name="Findings">In how many findings.</param>
public sealed record InvolvedEntity(Entity Entity, IReadOnlyList<string> Roles, int Findings);

/// <summary>A tactic of the chain and the techniques seen of it.</summary>
/// <param name="Tactic">The tactic.</param>
/// <param name="Techniques">Its techniques; empty when rules name only the tactic.</param>
/// <param name="Findings">How many findings point to it.</param>
public sealed record AttackStep(Tactic Tactic, IReadOnlyList<Technique> Techniques, int Findings);

/// <summary>A process and those it started.</summary>
/// <param name="Key">What tells it apart.</param>
/// <param name="Image">Its program; text of the evidence.</param>
/// <param name="CommandLine">Its command line, or null; text of the evidence.</param>
/// <param name="User">Its account, or null; text of the evidence.</param>
/// <param name="Host">Where it ran, or null.</param>
/// <param name="Findings">The findings about it.</param>
/// <param name="Children">The processes it started.</param>
public sealed record ProcessNode(
    string Key, string Image, string? CommandLine, string? User, string? Host, IReadOnlyList<Finding> Findings, IReadOnlyList<ProcessNode> Children);

/// <summary>What an incident means to somebody who is not an analyst; made from templates, without any model.</summary>
/// <param name="Summary">What happened, in a few sentences.</param>
/// <param name="Why">Why we think so.</param>
/// <param name="Benign">What would explain it away.</param>
/// <param name="Act">What to do now, the most urgent first.</param>
/// <param name="Rarity">How rare this is here.</param>
public sealed record TriageNote(
    string Summary, IReadOnlyList<string> Why, IReadOnlyList<string> Benign, IReadOnlyList<string> Act, IReadOnlyList<string> Rarity);
