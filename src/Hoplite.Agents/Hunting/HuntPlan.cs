namespace Hoplite.Agents.Hunting;

/// <summary>What will be looked at for a question, shown before any of it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Question">The question, made harmless to show.</param>
/// <param name="Source"><c>rules</c>, or <c>model</c> when a model added steps.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Gaps">What was not understood or cannot be looked at.</param>
/// <param name="Expires">Until when it can be run.</param>
public sealed record HuntPlan(Guid Id, string Question, string Source, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<HuntPlanStep> Steps, IReadOnlyList<string> Gaps, DateTimeOffset Expires);

/// <summary>A step of a plan.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Kind"><c>hunt</c>, <c>entity</c> or <c>words</c>.</param>
/// <param name="Title">What it looks at.</param>
/// <param name="Kql">The query that runs; null when the step is refused.</param>
/// <param name="FromModel">Whether a model chose it.</param>
/// <param name="Problem">Why it is refused.</param>
public sealed record HuntPlanStep(int Number, string Kind, string Title, string? Kql, bool FromModel, string? Problem);

/// <summary>What came of a plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="State"><c>planned</c>, <c>running</c> or <c>done</c>.</param>
/// <param name="Results">What the steps found so far.</param>
/// <param name="Summary">What it comes to, in our words.</param>
/// <param name="Gaps">What could not be looked at.</param>
/// <param name="ElapsedMs">How long it took so far, milliseconds.</param>
/// <param name="Tokens">Tokens that models were sent and gave for the plan.</param>
public sealed record HuntReport(HuntPlan Plan, string State, IReadOnlyList<HuntStepResult> Results, IReadOnlyList<string> Summary, IReadOnlyList<string> Gaps, double ElapsedMs, long Tokens);

/// <summary>What a step found.</summary>
/// <param name="Number">The number of the step.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Truncated">Whether there are more.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
/// <param name="Columns">The columns of the sample.</param>
/// <param name="Sample">The first rows as text; text of the evidence, made harmless.</param>
/// <param name="Events">Events it rests on: where they lie.</param>
/// <param name="Problem">Why it found nothing; null when it ran.</param>
public sealed record HuntStepResult(int Number, int Rows, bool Truncated, double ElapsedMs, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Sample, IReadOnlyList<HuntCitation> Events, string? Problem);

/// <summary>Where an event lies.</summary>
/// <param name="Source">The source that delivered it.</param>
/// <param name="Position">Where its delivery lies.</param>
/// <param name="Ordinal">Its number within the delivery.</param>
public sealed record HuntCitation(string Source, long Position, long Ordinal);
