using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Endorsing;

/// <summary>The targets that the findings of one incident name.</summary>
public sealed class SightedTargets
{
    const int MostIds = 32;

    readonly IReadOnlyDictionary<ActionTarget, SightedTarget> _seen;
    readonly TimeSpan _window;

    internal SightedTargets(IReadOnlyDictionary<ActionTarget, SightedTarget> seen, TimeSpan window) => (_seen, _window) = (seen, window);

    /// <summary>The targets.</summary>
    public IEnumerable<SightedTarget> All => _seen.Values;

    /// <summary>What confirms a target; a target that is not named is confirmed by nothing.</summary>
    public Endorsement Endorse(ActionTarget target)
    {
        if (!_seen.TryGetValue(target, out var sighted)) return Endorsement.None;
        var most = Densest([.. sighted.Observed.OrderBy(s => s.Time)]);
        return new Endorsement(
            sighted.Label.Integrity, most.Count, IndependentSensors.Count(most.Select(s => s.By)), most.Exists(s => s.By.IsEnforcementPoint), [.. most.Take(MostIds).Select(s => s.Id)], [.. sighted.Rules]);
    }

    // The window that holds the most of them.
    List<Sighting> Densest(List<Sighting> ordered)
    {
        var (from, bestFrom, bestCount) = (0, 0, 0);
        for (var i = 0; i < ordered.Count; i++)
        {
            while (ordered[i].Time - ordered[from].Time > _window) from++;
            if (i - from + 1 > bestCount) (bestFrom, bestCount) = (from, i - from + 1);
        }

        return ordered.GetRange(bestFrom, bestCount);
    }
}
