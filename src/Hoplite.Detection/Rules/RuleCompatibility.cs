using Hoplite.Detection.Routing;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Rules;

/// <summary>Whether a rule can match here.</summary>
public enum Compatibility
{
    /// <summary>A reader gives events of its log source.</summary>
    Evaluable,

    /// <summary>No reader knows its log source by itself; it matches the text and fields of events that the user names with <c>--logsource</c>.</summary>
    RawFallback,

    /// <summary>It could not be read, or needs something that is not there.</summary>
    NotEvaluable,
}

/// <summary>The report on one rule.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Path">Its file.</param>
/// <param name="LogSource">Its log source; null for a correlation or a rule that could not be read.</param>
/// <param name="Compatibility">Whether it can match here.</param>
/// <param name="Reason">Why not, in one sentence; null when it can.</param>
public sealed record RuleReport(string? Id, string? Title, string Path, LogSource? LogSource, Compatibility Compatibility, string? Reason)
{
    static readonly LogSource[] Given = LogSourceCatalogue.FromReaders();

    /// <summary>Reports on every rule that was read or rejected.</summary>
    public static IReadOnlyList<RuleReport> Of(RuleCollection rules) =>
    [
        .. rules.Rules.Select(Of),
        .. rules.Correlations.Select(c => new RuleReport(c.Info.Id, c.Info.Title, c.Info.Path, null, Compatibility.Evaluable, null)),
        .. rules.Rejections.Select(r => new RuleReport(r.Id, r.Title, $"{r.Path}:{r.Line}", null, Compatibility.NotEvaluable, r.Reason)),
    ];

    static RuleReport Of(SigmaRule rule)
    {
        var known = LogSourceCatalogue.Default.Views.Any(v => v.Serves(rule.LogSource)) || Given.Any(g => MayBe(rule.LogSource, g));
        return new RuleReport(
            rule.Info.Id, rule.Info.Title, rule.Info.Path, rule.LogSource,
            known ? Compatibility.Evaluable : Compatibility.RawFallback,
            known ? null : $"No reader recognises the log source {rule.LogSource}; name it with --logsource to match this rule.");
    }

    // A part that the reader leaves open may turn out to be what the rule asks for.
    static bool MayBe(LogSource rule, LogSource given) =>
        MayBe(rule.Product, given.Product, given) && MayBe(rule.Category, given.Category, given) && MayBe(rule.Service, given.Service, given);

    static bool MayBe(string? asked, string? part, LogSource given) =>
        asked is null || string.Equals(asked, part, StringComparison.OrdinalIgnoreCase)
        || (part is null && given is { Product: not null, Category: null, Service: null } && asked is not ("process_creation" or "file_event" or "network_connection" or "application"));
}
