using System.Collections.Immutable;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Sigma;

/// <summary>A Sigma rule, read and ready to be compiled.</summary>
/// <param name="Info">What a person wants to know about it.</param>
/// <param name="LogSource">Which events it is about.</param>
/// <param name="Condition">What it says of an event, filters included; several conditions are joined by or.</param>
public sealed record SigmaRule(RuleInfo Info, LogSource LogSource, Expression Condition);

/// <summary>The words around a rule.</summary>
/// <param name="Id">The id as the file writes it; the title when there is none.</param>
/// <param name="Title">The title.</param>
/// <param name="Name">The short name correlations refer to, or null.</param>
/// <param name="Level">How serious a match is.</param>
/// <param name="Status">stable, test, experimental, deprecated or unsupported; null when not given.</param>
/// <param name="Author">Who wrote it; shown with every match, as the Detection Rule License asks.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Tags">For example <c>attack.t1059.001</c>.</param>
/// <param name="FalsePositives">What else may cause a match.</param>
/// <param name="Path">The file it was read from.</param>
/// <param name="Explanation">Hoplite's own words to the reader, or null.</param>
public sealed record RuleInfo(
    string Id,
    string Title,
    string? Name,
    Level Level,
    string? Status,
    string? Author,
    string? Description,
    ImmutableArray<string> Tags,
    ImmutableArray<string> FalsePositives,
    string Path,
    Explanation? Explanation = null);

/// <summary>The custom field <c>hoplite</c> of a rule: plain words for somebody who is not an analyst.</summary>
/// <param name="Why">Why a match matters.</param>
/// <param name="Benign">What would explain it away.</param>
/// <param name="Act">What to do first.</param>
public sealed record Explanation(string? Why, string? Benign, ImmutableArray<string> Act);

/// <summary>How serious a match is, from the Sigma specification.</summary>
public enum Level
{
    /// <summary>Only for the record.</summary>
    Informational,

    /// <summary>Worth knowing.</summary>
    Low,

    /// <summary>Worth looking at.</summary>
    Medium,

    /// <summary>Needs a look soon.</summary>
    High,

    /// <summary>Needs action now.</summary>
    Critical,
}
