namespace Hoplite.Agents.Models;

/// <summary>Which providers are not asked any more: for one case, because they repeated what must not be repeated, or at all, because their answers have drifted.</summary>
sealed class Exclusions
{
    // With more cases than this at once something is very wrong with the provider; then it is excluded at all.
    const int MostCases = 1000;

    readonly Lock _lock = new();
    readonly HashSet<(string, Guid)> _cases = [];
    readonly HashSet<string> _all = new(StringComparer.Ordinal);

    /// <summary>Excludes a provider at all.</summary>
    public void Exclude(string provider)
    {
        lock (_lock) _all.Add(provider);
    }

    /// <summary>Excludes a provider for a case; without one there is nothing to exclude it from.</summary>
    public void Exclude(string provider, Guid? incident)
    {
        if (incident is not { } id) return;
        lock (_lock)
        {
            if (_cases.Count < MostCases) _cases.Add((provider, id));
            else _all.Add(provider);
        }
    }

    public bool Excludes(string provider, Guid? incident)
    {
        lock (_lock) return _all.Contains(provider) || incident is { } id && _cases.Contains((provider, id));
    }

    public void Readmit(string provider)
    {
        lock (_lock)
        {
            _all.Remove(provider);
            _cases.RemoveWhere(c => c.Item1 == provider);
        }
    }
}
