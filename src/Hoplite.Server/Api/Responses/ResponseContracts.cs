using System.Text.Json;

namespace Hoplite.Server.Api.Responses;

/// <summary>What waits for people, and what is in effect.</summary>
/// <param name="Questions">What waits, the oldest first.</param>
/// <param name="Active">What is in effect, what ends next first.</param>
/// <param name="Stopped">Who stopped all actions, and when; null when they are not stopped.</param>
/// <param name="Responders">What this platform can do.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record ResponseBoard(IReadOnlyList<QuestionRow> Questions, IReadOnlyList<ResponseRow> Active, StoppedState? Stopped, IReadOnlyList<ResponderRow> Responders, DateTimeOffset AsOf);

/// <summary>All actions are stopped.</summary>
/// <param name="Who">By whom.</param>
/// <param name="Since">Since when.</param>
public sealed record StoppedState(string Who, DateTimeOffset Since);

/// <summary>An action that waits for people.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Incident">Because of which incident.</param>
/// <param name="IncidentNumber">Its number; null when it is no longer kept.</param>
/// <param name="Action">What is to be done: a kind of action.</param>
/// <param name="Class">How much it can hurt: <c>narrow</c>, <c>wide</c>, <c>privileged</c>.</param>
/// <param name="TargetKind">To what kind of thing.</param>
/// <param name="Target">To what, in its normal form.</param>
/// <param name="LeaseSeconds">For how long.</param>
/// <param name="Playbook">By which playbook.</param>
/// <param name="Title">What the playbook does.</param>
/// <param name="Persons">How many persons must approve.</param>
/// <param name="Created">Since when it waits.</param>
public sealed record QuestionRow(
    Guid Id, Guid Incident, long? IncidentNumber, string Action, string Class, string TargetKind, string Target, long LeaseSeconds, string Playbook, string Title, int Persons, DateTimeOffset Created);

/// <summary>A question with all that a person needs to answer it.</summary>
/// <param name="Row">The question.</param>
/// <param name="Request">What is signed.</param>
/// <param name="Responder">By what it would be done; null when nothing here can.</param>
/// <param name="Refusal">Why nothing here can; null when something can.</param>
/// <param name="Rehearsal">The very commands, and those that take them back, a line each.</param>
/// <param name="Undo">How well it can be taken back: <c>exact</c>, <c>compensated</c>, <c>none</c>.</param>
/// <param name="Impact">What it would have touched, had it been in effect.</param>
/// <param name="Given">Who has approved already.</param>
public sealed record QuestionDetail(QuestionRow Row, SignableRequest Request, string? Responder, string? Refusal, IReadOnlyList<string> Rehearsal, string? Undo, ImpactAnswer Impact, IReadOnlyList<string> Given);

/// <summary>What a person signs.</summary>
/// <param name="Id">The id of the question.</param>
/// <param name="Text">What is to be done, in one sentence made from the action alone.</param>
/// <param name="Digest">SHA-256 of the canonical action.</param>
/// <param name="Nonce">What makes this question this one.</param>
/// <param name="Expires">Until when it can be answered.</param>
/// <param name="Statement">The bytes to sign with a key, base64.</param>
/// <param name="Passkey">Options for the browser's passkeys: the challenge is SHA-256 of the statement.</param>
public sealed record SignableRequest(Guid Id, string Text, string Digest, string Nonce, DateTimeOffset Expires, string Statement, PasskeyChallenge Passkey);

/// <summary>What a browser asks a passkey.</summary>
/// <param name="Challenge">base64url.</param>
/// <param name="RelyingParty">The domain.</param>
/// <param name="Credentials">The passkeys of whoever asks, base64url.</param>
public sealed record PasskeyChallenge(string Challenge, string RelyingParty, IReadOnlyList<string> Credentials);

/// <summary>What an action would have touched.</summary>
/// <param name="From">Since when telemetry was looked at.</param>
/// <param name="Until">Until when.</param>
/// <param name="Events">How many events; null for unknown.</param>
/// <param name="Machines">Their machines.</param>
/// <param name="Flows">Pairs of addresses.</param>
/// <param name="Gap">What could not be found out.</param>
public sealed record ImpactAnswer(DateTimeOffset From, DateTimeOffset Until, long? Events, IReadOnlyList<TouchedRow> Machines, IReadOnlyList<TouchedRow> Flows, string? Gap);

/// <summary>Something that would have been touched.</summary>
/// <param name="Name">What.</param>
/// <param name="Events">In how many events.</param>
public sealed record TouchedRow(string Name, long Events);

/// <summary>A yes, signed.</summary>
/// <param name="Request">The question that was signed.</param>
/// <param name="KeyId">The id of a key, when a key signed.</param>
/// <param name="Signature">Its signature over the statement, base64.</param>
/// <param name="Credential">What the browser gave, when a passkey signed.</param>
public sealed record ApproveRequest(Guid Request, string? KeyId, string? Signature, JsonElement? Credential);

/// <summary>What came of a yes.</summary>
/// <param name="Answer"><c>counted</c>, or why it does not count.</param>
/// <param name="Says">The same in one sentence.</param>
/// <param name="Run">The run; null when nothing was begun.</param>
public sealed record ApproveAnswer(string Answer, string Says, ResponseRow? Run);

/// <summary>An action in the hands of the broker.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Incident">Because of which incident.</param>
/// <param name="IncidentNumber">Its number; null when it is no longer kept.</param>
/// <param name="Action">What.</param>
/// <param name="TargetKind">To what kind of thing.</param>
/// <param name="Target">To what.</param>
/// <param name="Responder">By what.</param>
/// <param name="State"><c>acting</c>, <c>active</c>, <c>done</c>, <c>undoing</c>, <c>undone</c>, <c>failed</c>, <c>unknown</c>.</param>
/// <param name="Playbook">By which playbook.</param>
/// <param name="Started">When it began.</param>
/// <param name="Expires">When its lease ends.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Note">What is to be said of it.</param>
/// <param name="Decision">The leaf of the ledger with the decision.</param>
/// <param name="CanRevert">Whether it can be taken back now.</param>
public sealed record ResponseRow(
    Guid Id, Guid Incident, long? IncidentNumber, string Action, string TargetKind, string Target, string Responder, string State, string Playbook, DateTimeOffset Started, DateTimeOffset Expires, DateTimeOffset? Ended, string Note, Guid Decision,
    bool CanRevert);

/// <summary>The newest actions.</summary>
/// <param name="Items">The actions.</param>
/// <param name="Answered">Proposals that waited for people, and what came of them.</param>
public sealed record ResponseHistory(IReadOnlyList<ResponseRow> Items, IReadOnlyList<AnsweredRow> Answered);

/// <summary>A proposal that waited for people.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Action">What.</param>
/// <param name="Target">To what.</param>
/// <param name="State"><c>waiting</c>, <c>approved</c>, <c>denied</c>, <c>expired</c>, <c>refused</c>.</param>
/// <param name="Note">What came of it.</param>
/// <param name="Created">Since when it waited.</param>
/// <param name="Run">The run it became.</param>
public sealed record AnsweredRow(Guid Id, string Action, string Target, string State, string Note, DateTimeOffset Created, Guid? Run);

/// <summary>Something this platform can do.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Actions">The kinds of action.</param>
/// <param name="Undo">How well it is taken back.</param>
/// <param name="Needs">What it needs.</param>
public sealed record ResponderRow(string Name, IReadOnlyList<string> Actions, string Undo, string Needs);

/// <summary>Takes an action back.</summary>
/// <param name="IsMistake">Whether it should not have been done; software is then trusted less with such actions.</param>
public sealed record RevertRequest(bool IsMistake);

/// <summary>What stopping everything did.</summary>
/// <param name="TakenBack">How many actions were taken back.</param>
/// <param name="Left">How many are still in effect or being taken back.</param>
public sealed record PanicAnswer(int TakenBack, int Left);
