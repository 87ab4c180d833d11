using Hoplite.Detection;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Watches live events for any number of patterns; they can be exchanged while events pass.</summary>
/// <remarks>
/// Every event is one observation made from its fields, compared without regard to case. A pattern of several observations holds the
/// events its parts matched for as long as its WITHIN, an hour without one, and a bounded number of them.
/// </remarks>
public sealed class PatternWatch : IEventWatch
{
    volatile PatternSet _set = PatternSet.Empty;

    /// <summary>How many patterns are watched for.</summary>
    public int Count => _set.Count;

    internal PatternSet Set => _set;

    /// <summary>Exchanges the patterns; those that stay keep what they hold.</summary>
    /// <param name="patterns">The patterns from now on.</param>
    /// <returns>Those that cannot be used, each with the reason.</returns>
    public IReadOnlyList<(WatchedPattern Pattern, string Reason)> Replace(IEnumerable<WatchedPattern> patterns)
    {
        var refused = new List<(WatchedPattern, string)>();
        var before = _set.States.ToDictionary(s => s.Watched.Rule.Id, StringComparer.Ordinal);
        var states = new Dictionary<string, PatternState>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            try
            {
                var kept = before.GetValueOrDefault(pattern.Rule.Id);
                var same = kept is not null && kept.Watched.Rule == pattern.Rule && kept.Watched.ValidFrom == pattern.ValidFrom && kept.Watched.ValidUntil == pattern.ValidUntil
                    && kept.Watched.Pattern.ToString() == pattern.Pattern.ToString();
                states[pattern.Rule.Id] = same ? kept! : new PatternState(pattern);
            }
            catch (PatternException problem)
            {
                refused.Add((pattern, problem.Message));
            }
        }

        _set = new PatternSet([.. states.Values]);
        return refused;
    }

    /// <inheritdoc/>
    public IEventWatcher CreateWatcher() => new PatternWatcher(this);
}
