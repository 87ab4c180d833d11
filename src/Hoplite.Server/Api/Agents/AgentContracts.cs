using Hoplite.Agents.Working;

namespace Hoplite.Server.Api.Agents;

/// <summary>One time that an incident was looked into.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Incident">The incident.</param>
/// <param name="IncidentNumber">Its short number; null when it is gone.</param>
/// <param name="IncidentTitle">Its title now; text of the evidence as entity values.</param>
/// <param name="Started">When it began.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
/// <param name="Verdict"><c>benign-explained</c>, <c>undetermined</c>, <c>suspicious</c> or <c>malicious</c>.</param>
/// <param name="Confidence">How sure that is, 0 to 100.</param>
/// <param name="Source"><c>rules</c>, <c>model</c> or <c>fallback</c>.</param>
/// <param name="Severity">How serious the incident was then.</param>
/// <param name="Findings">How many findings it had then.</param>
/// <param name="Tokens">Tokens that models were sent and gave.</param>
/// <param name="Calls">Requests to models.</param>
/// <param name="Proposals">How many responses were proposed.</param>
/// <param name="NeedsApproval">How many of them wait for a person.</param>
public sealed record AgentRunRow(
    Guid Id, Guid Incident, int? IncidentNumber, string IncidentTitle, DateTimeOffset Started, double ElapsedMs, string Verdict, int Confidence, string Source, string Severity, int Findings,
    long Tokens, int Calls, int Proposals, int NeedsApproval);

/// <summary>A page of runs.</summary>
/// <param name="Items">The runs, the newest first.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Waiting">How many incidents wait to be looked into.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record AgentRunPage(IReadOnlyList<AgentRunRow> Items, int Total, int Waiting, DateTimeOffset AsOf);

/// <summary>What came of looking into an incident.</summary>
/// <param name="Report">The newest report; null while nobody has looked into it.</param>
/// <param name="Runs">All runs, the newest first.</param>
public sealed record IncidentInvestigation(InvestigationReport? Report, IReadOnlyList<AgentRunRow> Runs);

/// <summary>An incident is looked into again.</summary>
/// <param name="Waiting">How many incidents wait, this one among them.</param>
public sealed record InvestigateAnswer(int Waiting);

/// <summary>Sets how far software may go with an action.</summary>
/// <param name="Action">The action, such as <c>blockAddress</c>.</param>
/// <param name="Rung"><c>observe</c>, <c>propose</c> or <c>act</c>.</param>
public sealed record AutonomyRequest(string Action, string Rung);

/// <summary>An action, and how far software may go with it.</summary>
/// <param name="Action">The action, such as <c>blockAddress</c>.</param>
/// <param name="Class"><c>narrow</c>, <c>wide</c>, <c>privileged</c> or <c>lowering</c>.</param>
/// <param name="Rung"><c>observe</c>, <c>propose</c> or <c>act</c>.</param>
/// <param name="MayAct">Whether <c>act</c> can be chosen at all.</param>
/// <param name="NeedsTwo">Whether it needs two persons.</param>
/// <param name="LongestAloneSeconds">How long it lasts at most without a person; 0 when it never happens without one.</param>
/// <param name="LeftThisHour">How many more may happen now.</param>
public sealed record AutonomyRow(string Action, string Class, string Rung, bool MayAct, bool NeedsTwo, long LongestAloneSeconds, int LeftThisHour);
