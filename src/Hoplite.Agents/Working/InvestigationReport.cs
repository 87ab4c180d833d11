namespace Hoplite.Agents.Working;

/// <summary>What came of looking into an incident, as it is kept and shown. All words are ours or normal forms; what a model wrote is only in <paramref name="Prose"/>.</summary>
/// <param name="Run">The id of the run.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Started">When it began.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
/// <param name="Severity">How serious the incident was then.</param>
/// <param name="Verdict"><c>benign-explained</c>, <c>undetermined</c>, <c>suspicious</c> or <c>malicious</c>.</param>
/// <param name="Confidence">How sure that is, 0 to 100.</param>
/// <param name="Source">Who gave it: <c>rules</c>, <c>model</c> (rules, and a model raised it) or <c>fallback</c> (rules; models gave no usable answer).</param>
/// <param name="RulesVerdict">What rules alone say; never more than <paramref name="Verdict"/>.</param>
/// <param name="RulesConfidence">How sure rules alone are.</param>
/// <param name="Reasons">Why, the weightiest first.</param>
/// <param name="Flips">What would change the verdict.</param>
/// <param name="Scope">Who and what is concerned, the most involved first.</param>
/// <param name="Chain">The stages in the order of ATT&amp;CK.</param>
/// <param name="Proposals">What to do, the best first, with what the gate said.</param>
/// <param name="Steps">What was looked at.</param>
/// <param name="Gaps">What could not be looked at.</param>
/// <param name="Prose">Sentences a model wrote, made harmless; null when there are none. Show them as a model's, below everything else.</param>
/// <param name="Cost">What models cost.</param>
/// <param name="Ledger">Where the verdict is in the ledger; null when it could not be written.</param>
public sealed record InvestigationReport(
    Guid Run, Guid Incident, DateTimeOffset Started, double ElapsedMs, string Severity, string Verdict, int Confidence, string Source, string RulesVerdict, int RulesConfidence,
    IReadOnlyList<ReportReason> Reasons, IReadOnlyList<ReportFlip> Flips, IReadOnlyList<ReportMember> Scope, IReadOnlyList<ReportStage> Chain, IReadOnlyList<ReportProposal> Proposals,
    IReadOnlyList<ReportStep> Steps, IReadOnlyList<string> Gaps, string? Prose, ReportCost Cost, ReportLeaf? Ledger);

/// <summary>How far something can be trusted, and what it rests on.</summary>
/// <param name="Integrity">0 an outsider may have chosen it, 1 a program says it, 2 a sensor saw it, 3 the platform computed it, 4 an operator said it.</param>
/// <param name="Confidentiality"><c>public</c>, <c>internal</c>, <c>sensitive</c> or <c>secret</c>.</param>
/// <param name="From">Ids of events (<c>ev-…</c>), findings, rules and models.</param>
/// <param name="IsPartial">Whether there are more ids.</param>
public sealed record ReportLabel(int Integrity, string Confidentiality, IReadOnlyList<string> From, bool IsPartial);

/// <summary>A reason.</summary>
/// <param name="Text">It.</param>
/// <param name="Points">How much it weighs; below zero when it speaks for harmlessness; 0 when it only informs.</param>
/// <param name="Label">How far it can be trusted.</param>
public sealed record ReportReason(string Text, int Points, ReportLabel Label);

/// <summary>What would change the verdict.</summary>
/// <param name="Text">What.</param>
/// <param name="To">To which verdict.</param>
public sealed record ReportFlip(string Text, string To);

/// <summary>Somebody or something concerned.</summary>
/// <param name="Kind"><c>host</c>, <c>account</c>, <c>address</c>, <c>domain</c>, <c>process</c> or <c>file</c>.</param>
/// <param name="Value">It, in its normal form.</param>
/// <param name="Roles"><c>actor</c>, <c>object</c>, <c>place</c>, <c>parent</c>.</param>
/// <param name="Findings">In how many findings.</param>
/// <param name="Label">How far it is known.</param>
/// <param name="Called">How events call it, for people to read: the program of a process, the path of a file. Others chose it; null when there is nothing to say.</param>
public sealed record ReportMember(string Kind, string Value, IReadOnlyList<string> Roles, int Findings, ReportLabel Label, string? Called = null);

/// <summary>A stage of an attack.</summary>
/// <param name="Tactic">Short name of the tactic.</param>
/// <param name="Name">Its name.</param>
/// <param name="Techniques">Ids of techniques.</param>
/// <param name="Findings">How many findings point to it.</param>
public sealed record ReportStage(string Tactic, string Name, IReadOnlyList<string> Techniques, int Findings);

/// <summary>A response that fits.</summary>
/// <param name="Playbook">The id of its playbook.</param>
/// <param name="Title">What the playbook does.</param>
/// <param name="Action">What is done, such as <c>blockAddress</c>.</param>
/// <param name="Class"><c>read</c>, <c>narrow</c>, <c>wide</c>, <c>privileged</c> or <c>lowering</c>.</param>
/// <param name="TargetKind">What kind of thing it is done to.</param>
/// <param name="Target">The thing.</param>
/// <param name="LeaseSeconds">For how long.</param>
/// <param name="Digest">SHA-256 of the action in canonical form; what an approval is bound to.</param>
/// <param name="Score">How well it fits.</param>
/// <param name="FromModel">Whether only a model chose it.</param>
/// <param name="Outcome">What the gate said: <c>allowed</c>, <c>needs-approval</c>, <c>needs-two-approvals</c> or <c>denied</c>; <c>read</c> for what only looks; null when it was not asked.</param>
/// <param name="Because">The rules and policies behind it, by name.</param>
/// <param name="Integrity">The least trust in anything it is made of.</param>
/// <param name="Endorsement">What confirms its target.</param>
/// <param name="Ledger">Where the decision is in the ledger.</param>
/// <param name="Called">How events call the target, for people to read: the program of a process, the path of a file. Others chose it; null when there is nothing to say.</param>
public sealed record ReportProposal(
    string Playbook, string Title, string Action, string Class, string TargetKind, string Target, long LeaseSeconds, string Digest, int Score, bool FromModel, string? Outcome, IReadOnlyList<string> Because,
    int Integrity, ReportEndorsement Endorsement, ReportLeaf? Ledger, string? Called = null);

/// <summary>What confirms a target.</summary>
/// <param name="Events">Events that name it in a field a sensor of ours vouches for.</param>
/// <param name="Sensors">Sensors that do not depend on one another.</param>
/// <param name="AtEnforcementPoint">Whether one of them is where blocks take effect.</param>
/// <param name="EventIds">The events.</param>
/// <param name="Rules">The rules that named it.</param>
public sealed record ReportEndorsement(int Events, int Sensors, bool AtEnforcementPoint, IReadOnlyList<string> EventIds, IReadOnlyList<string> Rules);

/// <summary>A step that was made.</summary>
/// <param name="Kind">Such as <c>find-scope</c> or <c>ask-selector</c>.</param>
/// <param name="What">What it looked at.</param>
/// <param name="Seen">How many things it saw.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
/// <param name="Label">The label of what it saw.</param>
public sealed record ReportStep(string Kind, string What, long Seen, double ElapsedMs, ReportLabel Label);

/// <summary>What models cost.</summary>
/// <param name="InputTokens">Tokens sent.</param>
/// <param name="OutputTokens">Tokens received.</param>
/// <param name="Calls">Requests.</param>
/// <param name="ElapsedMs">How long they took, milliseconds.</param>
/// <param name="Failures">Why some gave no answer: <c>unavailable</c>, <c>bad-answer</c>, <c>budget-spent</c>, <c>egress-denied</c>, <c>not-recorded</c>.</param>
public sealed record ReportCost(long InputTokens, long OutputTokens, int Calls, double ElapsedMs, IReadOnlyList<string> Failures);

/// <summary>A leaf of the ledger.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Id">Its id, under which its proof is asked for.</param>
public sealed record ReportLeaf(long Index, Guid Id);
