using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Indicators;

/// <summary>What a finding says when the values of an indicator are seen.</summary>
/// <param name="Id">The id of the indicator.</param>
/// <param name="Title">Its name.</param>
/// <param name="Level">How serious a match is.</param>
/// <param name="Tags">Its labels and kill chain phases.</param>
/// <param name="Description">What it is about; text from outside, never to be trusted.</param>
/// <param name="Expires">From when on it no longer matches, UTC ticks; <see cref="long.MaxValue"/> for never.</param>
public sealed record IndicatorEntry(string Id, string Title, Level Level, IReadOnlyList<string> Tags, string? Description = null, long Expires = long.MaxValue)
{
    RuleInfo? _rule;
    long _hits;

    /// <summary>How often it was seen since it was made.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>What a finding says.</summary>
    public RuleInfo Rule => _rule ??= new RuleInfo(Id, Title, null, Level, "stable", null, Description, [.. Tags], [], "");

    /// <summary>Counts one more sight.</summary>
    internal void Hit() => Interlocked.Increment(ref _hits);

    /// <summary>Equal when they are the same indicator; what was seen of it does not count.</summary>
    public bool Equals(IndicatorEntry? other) => other is not null && Id == other.Id && Title == other.Title && Level == other.Level && Expires == other.Expires;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Id, StringComparison.Ordinal);
}
