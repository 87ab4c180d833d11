namespace Hoplite.Store.Cases;

/// <summary>What an incident says, as it is kept and shown: everything but its findings and what people do with it.</summary>
/// <param name="Summary">What happened, in a few sentences.</param>
/// <param name="Why">Why we think so.</param>
/// <param name="Benign">What would explain it away.</param>
/// <param name="Act">What to do now, the most urgent first.</param>
/// <param name="Rarity">How rare this is here.</param>
/// <param name="Timeline">What happened, in order.</param>
/// <param name="Entities">What it is about, the most involved first.</param>
/// <param name="Links">Which entities are seen together.</param>
/// <param name="Processes">The processes, as a forest.</param>
/// <param name="Chain">The tactics and techniques in the order of the ATT&amp;CK chain.</param>
public sealed record IncidentReport(
    string Summary, IReadOnlyList<string> Why, IReadOnlyList<string> Benign, IReadOnlyList<string> Act, IReadOnlyList<string> Rarity,
    IReadOnlyList<TimelineLine> Timeline, IReadOnlyList<IncidentEntity> Entities, IReadOnlyList<EntityLink> Links, IReadOnlyList<ProcessLine> Processes, IReadOnlyList<ChainStep> Chain);

/// <summary>A line of the timeline; <paramref name="Finding"/> leads to the evidence.</summary>
/// <param name="Finding">The first finding of the line.</param>
/// <param name="Time">When.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Count">How often.</param>
/// <param name="Rule">The title of the rule.</param>
/// <param name="Level">Its level.</param>
/// <param name="Host">Where.</param>
/// <param name="Detail">What can be seen of it; text of the evidence.</param>
/// <param name="Tactics">Short names of tactics.</param>
public sealed record TimelineLine(Guid Finding, DateTimeOffset? Time, DateTimeOffset? Last, int Count, string Rule, string Level, string? Host, string Detail, IReadOnlyList<string> Tactics);

/// <summary>An entity of an incident.</summary>
/// <param name="Id">What tells it apart within the answer.</param>
/// <param name="Kind"><c>host</c>, <c>user</c>, <c>process</c>, <c>file</c>, <c>address</c>, <c>domain</c>, <c>hash</c> and others.</param>
/// <param name="Value">Its name; text of the evidence.</param>
/// <param name="Roles">What it did.</param>
/// <param name="Findings">In how many findings.</param>
public sealed record IncidentEntity(string Id, string Kind, string Value, IReadOnlyList<string> Roles, int Findings);

/// <summary>Two entities that are seen in the same findings.</summary>
/// <param name="From">Id of one.</param>
/// <param name="To">Id of the other.</param>
/// <param name="Findings">In how many findings.</param>
public sealed record EntityLink(string From, string To, int Findings);

/// <summary>A process and those it started.</summary>
/// <param name="Key">What tells it apart.</param>
/// <param name="Image">Its program; text of the evidence.</param>
/// <param name="CommandLine">Its command line; text of the evidence.</param>
/// <param name="User">Its account; text of the evidence.</param>
/// <param name="Host">Where it ran.</param>
/// <param name="Findings">The findings about it.</param>
/// <param name="Children">The processes it started.</param>
public sealed record ProcessLine(string Key, string Image, string? CommandLine, string? User, string? Host, IReadOnlyList<Guid> Findings, IReadOnlyList<ProcessLine> Children);

/// <summary>A tactic of the chain.</summary>
/// <param name="Tactic">Its short name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Techniques">The techniques seen of it.</param>
/// <param name="Findings">How many findings point to it.</param>
public sealed record ChainStep(string Tactic, string Name, IReadOnlyList<ChainTechnique> Techniques, int Findings);

/// <summary>A technique.</summary>
/// <param name="Id">For example <c>T1059.001</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record ChainTechnique(string Id, string Name);
