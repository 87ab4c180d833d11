namespace Hoplite.Server.Api.Responses;

/// <summary>The playbooks.</summary>
/// <param name="Items">The playbooks, by name.</param>
public sealed record PlaybookList(IReadOnlyList<PlaybookRow> Items);

/// <summary>A playbook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Types">Kinds of playbook it is.</param>
/// <param name="Steps">How many steps.</param>
/// <param name="IsUsable">Whether it can run.</param>
/// <param name="Problems">How many things are wrong with it.</param>
/// <param name="Destructive">Whether it does what is hard to take back.</param>
/// <param name="Signers">Who signed it and is trusted.</param>
/// <param name="File">Where it is from.</param>
public sealed record PlaybookRow(string Id, string Name, string Description, IReadOnlyList<string> Types, int Steps, bool IsUsable, int Problems, bool Destructive, IReadOnlyList<string> Signers, string File);

/// <summary>A playbook with all of its steps.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Json">The file.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Start">The first step.</param>
/// <param name="Variables">What it works on.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="Signers">Who signed it and is trusted.</param>
/// <param name="Runs">Its newest runs.</param>
public sealed record PlaybookDetail(
    string Id, string Name, string Description, string Json, IReadOnlyList<PlaybookStep> Steps, string Start, IReadOnlyList<PlaybookVariableRow> Variables, IReadOnlyList<PlaybookProblemRow> Problems, IReadOnlyList<string> Signers,
    IReadOnlyList<PlaybookRunRow> Runs);

/// <summary>A step of a playbook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="Commands">Its commands as they are written.</param>
public sealed record PlaybookStep(string Id, string Type, string Name, string Description, IReadOnlyList<PlaybookLink> Next, IReadOnlyList<string> Commands);

/// <summary>A way from one step to another.</summary>
/// <param name="To">The other step.</param>
/// <param name="Label">When it is taken.</param>
public sealed record PlaybookLink(string To, string Label);

/// <summary>A variable of a playbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its value at the start.</param>
/// <param name="External">Whether it is given at the start.</param>
/// <param name="Description">What it is.</param>
public sealed record PlaybookVariableRow(string Name, string Type, string? Value, bool External, string Description);

/// <summary>Something that is wrong with a playbook.</summary>
/// <param name="Pointer">Where: a JSON pointer.</param>
/// <param name="Check">Which check found it.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Sentence">What.</param>
public sealed record PlaybookProblemRow(string Pointer, string Check, string Severity, string Sentence);

/// <summary>A run of a playbook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Playbook">Of which playbook.</param>
/// <param name="Name">The name of the playbook.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>approval</c>, <c>done</c>, <c>failed</c>, <c>unknown</c> or <c>cancelled</c>.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Note">What is to be said of it.</param>
public sealed record PlaybookRunRow(Guid Id, string Playbook, string Name, string State, DateTimeOffset Started, DateTimeOffset? Ended, string Note);

/// <summary>A run with its steps.</summary>
/// <param name="Run">The run.</param>
/// <param name="Steps">The steps it has taken.</param>
public sealed record PlaybookRunDetail(PlaybookRunRow Run, IReadOnlyList<PlaybookRunStep> Steps);

/// <summary>A step that a run has taken.</summary>
/// <param name="Id">The step.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How it went.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Note">What is to be said of it.</param>
public sealed record PlaybookRunStep(string Id, string Name, string State, DateTimeOffset Started, DateTimeOffset? Ended, string Note);

/// <summary>Rehearses or runs a playbook.</summary>
/// <param name="Incident">For which incident; its things become values of variables that are not given.</param>
/// <param name="Variables">Values of variables.</param>
public sealed record PlaybookRequest(Guid? Incident, IReadOnlyDictionary<string, string>? Variables);

/// <summary>What a playbook would do.</summary>
/// <param name="Lines">Every way through it with the very commands, a line each.</param>
/// <param name="Refusal">Why it would not run; null when it would.</param>
/// <param name="Variables">The values it was rehearsed with.</param>
public sealed record RehearsalAnswer(IReadOnlyList<string> Lines, string? Refusal, IReadOnlyDictionary<string, string> Variables);

/// <summary>A run was begun.</summary>
/// <param name="Run">Its id.</param>
public sealed record PlaybookStarted(Guid Run);

/// <summary>What a person answers to a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="IsDone">Whether it is done.</param>
/// <param name="Values">Values the step asks for.</param>
/// <param name="Note">What else there is to say.</param>
public sealed record StepAnswerRequest(string Step, bool IsDone, IReadOnlyDictionary<string, string>? Values, string? Note);
