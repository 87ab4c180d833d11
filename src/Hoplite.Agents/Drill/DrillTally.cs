namespace Hoplite.Agents.Drill;

/// <summary>Counts of a drill; each worker has its own and they are added up.</summary>
sealed class DrillTally
{
    readonly Dictionary<string, (long Trials, long Failures)> _counts = new(StringComparer.Ordinal);

    /// <summary>The first failure of each property, for whoever looks into it.</summary>
    public Dictionary<string, string> First { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes note of a trial.</summary>
    public void Note(string id, bool held, Func<string>? what = null)
    {
        var (trials, failures) = _counts.GetValueOrDefault(id);
        _counts[id] = (trials + 1, failures + (held ? 0 : 1));
        if (!held && what is not null && !First.ContainsKey(id)) First[id] = what();
    }

    /// <summary>How often something was tried and failed.</summary>
    public (long Trials, long Failures) Of(string id) => _counts.GetValueOrDefault(id);

    /// <summary>Adds the counts of another.</summary>
    public void Add(DrillTally other)
    {
        foreach (var (id, (trials, failures)) in other._counts)
        {
            var mine = _counts.GetValueOrDefault(id);
            _counts[id] = (mine.Trials + trials, mine.Failures + failures);
        }

        foreach (var (id, what) in other.First) First.TryAdd(id, what);
    }
}
