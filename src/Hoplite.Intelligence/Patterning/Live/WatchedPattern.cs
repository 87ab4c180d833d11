using Hoplite.Detection.Sigma;

namespace Hoplite.Intelligence.Patterning;

/// <summary>A pattern to be watched for, and what to say when it is met.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Rule">What a finding says; its id is that of the indicator.</param>
/// <param name="ValidFrom">Only events from then on count; null for all.</param>
/// <param name="ValidUntil">Only events before then count; null for all.</param>
public sealed record WatchedPattern(StixPattern Pattern, RuleInfo Rule, DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidUntil = null)
{
    /// <summary>What a finding of an indicator says.</summary>
    /// <param name="id">The id of the indicator.</param>
    /// <param name="title">Its name.</param>
    /// <param name="level">How serious a match is.</param>
    /// <param name="tags">Its labels and kill chain phases.</param>
    /// <param name="description">What it is about; text from outside, never to be trusted.</param>
    public static RuleInfo RuleOf(string id, string title, Level level, IEnumerable<string> tags, string? description) =>
        new(id, title, null, level, "stable", null, description, [.. tags], [], "");
}
