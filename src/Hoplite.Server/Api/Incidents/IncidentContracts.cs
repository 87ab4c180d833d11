using Hoplite.Store.Cases;

namespace Hoplite.Server.Api.Incidents;

/// <summary>An incident as a line of the queue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its short number, for people.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Severity"><c>informational</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="Confidence">How sure it is that this is no accident, 0 to 100.</param>
/// <param name="State"><c>new</c>, <c>claimed</c> or <c>closed</c>.</param>
/// <param name="Verdict">What a person decided: <c>malicious</c>, <c>suspicious</c>, <c>benign</c> or <c>false-positive</c>; null while nobody has.</param>
/// <param name="Owner">Who claimed it.</param>
/// <param name="First">Time of the first event; null when no event has a time.</param>
/// <param name="Last">Time of the last.</param>
/// <param name="Created">When it was found.</param>
/// <param name="Updated">When it last grew or was worked on.</param>
/// <param name="Due">Until when somebody should have claimed it, by its severity; null once claimed.</param>
/// <param name="Findings">How many findings it has.</param>
/// <param name="Hosts">The machines, the most involved first.</param>
/// <param name="Users">The accounts.</param>
/// <param name="Tactics">Short names of the ATT&amp;CK tactics in the order of the chain.</param>
/// <param name="Why">Why it is one, in one sentence.</param>
/// <param name="Source">What decided so: <c>rules</c>; a model later.</param>
public sealed record IncidentRow(
    Guid Id, int Number, string Title, string Severity, int Confidence, string State, string? Verdict, string? Owner,
    DateTimeOffset? First, DateTimeOffset? Last, DateTimeOffset Created, DateTimeOffset Updated, DateTimeOffset? Due,
    int Findings, IReadOnlyList<string> Hosts, IReadOnlyList<string> Users, IReadOnlyList<string> Tactics, string Why, string Source);

/// <summary>A page of the queue.</summary>
/// <param name="Items">The incidents.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentRow> Items, int Total, DateTimeOffset AsOf);

/// <summary>Everything about an incident.</summary>
/// <param name="Incident">Its line of the queue.</param>
/// <param name="Summary">What happened, in a few sentences.</param>
/// <param name="Why">Why we think so.</param>
/// <param name="Benign">What would explain it away: the facts that would flip the verdict.</param>
/// <param name="Act">What to do now, the most urgent first.</param>
/// <param name="Rarity">How rare this is here.</param>
/// <param name="Timeline">What happened, in order.</param>
/// <param name="Entities">What it is about, the most involved first.</param>
/// <param name="Links">Which entities are seen together.</param>
/// <param name="Processes">The processes, as a forest.</param>
/// <param name="Chain">The tactics and techniques in the order of the ATT&amp;CK chain.</param>
/// <param name="Notes">What people wrote.</param>
/// <param name="History">What people and the platform did with it.</param>
/// <param name="Similar">Earlier incidents like it.</param>
public sealed record IncidentDetail(
    IncidentRow Incident, string Summary, IReadOnlyList<string> Why, IReadOnlyList<string> Benign, IReadOnlyList<string> Act, IReadOnlyList<string> Rarity,
    IReadOnlyList<TimelineLine> Timeline, IReadOnlyList<IncidentEntity> Entities, IReadOnlyList<EntityLink> Links, IReadOnlyList<ProcessLine> Processes,
    IReadOnlyList<ChainStep> Chain, IReadOnlyList<IncidentNote> Notes, IReadOnlyList<HistoryLine> History, IReadOnlyList<IncidentRow> Similar);

/// <summary>What a person wrote about an incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">Who.</param>
/// <param name="Time">When.</param>
/// <param name="Text">What.</param>
public sealed record IncidentNote(Guid Id, string Author, DateTimeOffset Time, string Text);

/// <summary>What was done with an incident.</summary>
/// <param name="Time">When.</param>
/// <param name="Actor">By whom; <c>hoplite</c> for the platform itself.</param>
/// <param name="Action">What.</param>
/// <param name="Detail">More of it.</param>
public sealed record HistoryLine(DateTimeOffset Time, string Actor, string Action, string Detail);

/// <summary>Something to be done with incidents.</summary>
/// <param name="Ids">With which.</param>
/// <param name="Action"><c>claim</c>, <c>release</c>, <c>close</c> or <c>reopen</c>.</param>
/// <param name="Verdict">For <c>close</c>: <c>malicious</c>, <c>suspicious</c>, <c>benign</c> or <c>false-positive</c>.</param>
/// <param name="Note">Why; kept as a note.</param>
public sealed record IncidentAction(IReadOnlyList<Guid> Ids, string Action, string? Verdict = null, string? Note = null);

/// <summary>What was done, and how to undo it.</summary>
/// <param name="Changed">How many were changed; those that somebody else has claimed are not.</param>
/// <param name="Undo">The token that undoes it; null when nothing was changed.</param>
/// <param name="Until">How long it can be undone.</param>
public sealed record ActionOutcome(int Changed, string? Undo, DateTimeOffset? Until);

/// <summary>Undoes an action.</summary>
/// <param name="Token">The token that the action answered with.</param>
public sealed record UndoRequest(string Token);

/// <summary>A note to be added.</summary>
/// <param name="Text">Its text, at most 10,000 characters.</param>
public sealed record NoteRequest(string Text);
