namespace Hoplite.Server.Api.Detections;

/// <summary>A rule and how it does here.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Level">Its level.</param>
/// <param name="LogSource">Its log source.</param>
/// <param name="Techniques">ATT&amp;CK techniques.</param>
/// <param name="State"><c>can-fire</c>; <c>source-silent</c> when no source delivers such events; <c>field-missing</c> when they lack a field it needs; <c>not-evaluable</c>.</param>
/// <param name="Because">Why it is in this state, in one sentence.</param>
/// <param name="LastFired">When it last found something.</param>
/// <param name="Findings">Findings in the last 30 days.</param>
/// <param name="Precision">The share of its judged incidents that were malicious or suspicious, 0 to 1; null when nobody has judged one.</param>
/// <param name="Judged">How many of its incidents were judged.</param>
/// <param name="Tests">How many test events it ships with.</param>
public sealed record DetectionRow(
    string Id, string Title, string Level, string LogSource, IReadOnlyList<string> Techniques, string State, string Because, DateTimeOffset? LastFired, int Findings, double? Precision, int Judged, int Tests);

/// <summary>A rule whole.</summary>
/// <param name="Rule">Its line.</param>
/// <param name="Description">What it looks for.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="FalsePositives">What else may cause it.</param>
/// <param name="Text">Its text.</param>
public sealed record DetectionDetail(DetectionRow Rule, string? Description, string? Author, IReadOnlyList<string> FalsePositives, string Text);

/// <summary>All rules.</summary>
/// <param name="Items">The rules.</param>
/// <param name="Loaded">When they were loaded.</param>
/// <param name="Problems">Rules that could not be used, with the reason.</param>
public sealed record DetectionPage(IReadOnlyList<DetectionRow> Items, DateTimeOffset Loaded, IReadOnlyList<string> Problems);

/// <summary>How well a technique is covered.</summary>
/// <param name="Tactic">Short name of the tactic.</param>
/// <param name="Technique">Id of the technique.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rules">Rules that name it.</param>
/// <param name="Executable">Those that can match with the telemetry that really arrives.</param>
/// <param name="Findings">Findings in the last 30 days.</param>
public sealed record TechniqueCell(string Tactic, string Technique, string Name, int Rules, int Executable, int Findings);

/// <summary>The coverage of ATT&amp;CK.</summary>
/// <param name="Tactics">The tactics in order.</param>
/// <param name="Cells">The techniques that some rule names.</param>
/// <param name="Nominal">How many techniques some rule names.</param>
/// <param name="Executable">How many of them a rule can really find here.</param>
public sealed record CoverageMatrix(IReadOnlyList<TacticColumn> Tactics, IReadOnlyList<TechniqueCell> Cells, int Nominal, int Executable);

/// <summary>A tactic.</summary>
/// <param name="Tactic">Its short name.</param>
/// <param name="Name">Its name.</param>
public sealed record TacticColumn(string Tactic, string Name);
