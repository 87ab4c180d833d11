using Hoplite.Detection;
using Hoplite.Detection.Alerts;
using Hoplite.Incidents.Grouping;

namespace Hoplite.Incidents.Live;

/// <summary>
/// The incidents of a stream: takes findings as they come and says which incidents are new, have grown or have become one. What an
/// incident is follows from the same grouping as in a scan, over the findings of the last days.
/// </summary>
/// <param name="window">How long findings can still join each other; three days when null.</param>
/// <param name="mostFindings">How many findings are considered together; beyond it the incidents that have been quiet longest are left as they are.</param>
public sealed class IncidentStream(TimeSpan? window = null, int mostFindings = 20_000)
{
    readonly TimeSpan _window = window ?? TimeSpan.FromDays(3);
    readonly Dictionary<Guid, long> _arrived = [];
    readonly Dictionary<Guid, (int Findings, DateTimeOffset? Last, int Confidence, int Severity)> _shown = [];
    readonly Dictionary<Guid, Guid> _incidentOf = [];
    List<FindingFacts> _facts = [];
    bool _changed;

    /// <summary>Findings under consideration.</summary>
    public int Findings => _facts.Count;

    /// <summary>Whether findings were added since the last update.</summary>
    public bool IsChanged => _changed;

    /// <summary>Adds a finding; one that is known is not added again.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="arrived">When it was found; what is forgotten goes by this, since the dates in events are the sender's own.</param>
    /// <returns>Whether it is new.</returns>
    public bool Add(Finding finding, DateTimeOffset arrived)
    {
        if (!_arrived.TryAdd(finding.Id, arrived.UtcTicks)) return false;
        _facts.Add(new FindingFacts(finding));
        return _changed = true;
    }

    /// <summary>Groups what there is and says what changed since the last call.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="alerts">The alerts of other tools; null when there are none.</param>
    public IncidentChanges Update(DateTimeOffset now, AlertBook? alerts = null)
    {
        if (!_changed && alerts is null) return IncidentChanges.None;
        _changed = false;
        _facts.Sort(static (a, b) => a.Ticks.CompareTo(b.Ticks));
        var incidents = IncidentBuilder.Build(_facts, alerts);
        var changed = new List<Incident>();
        var merged = new List<(Guid From, Guid Into)>();
        foreach (var incident in incidents)
        {
            foreach (var finding in incident.Findings)
            {
                if (_incidentOf.TryGetValue(finding.Id, out var before) && before != incident.Id && _shown.Remove(before)) merged.Add((before, incident.Id));
                _incidentOf[finding.Id] = incident.Id;
            }

            var state = (incident.Findings.Count, incident.Last, incident.Confidence, (int)incident.Severity);
            if (_shown.TryGetValue(incident.Id, out var shown) && shown == state) continue;
            _shown[incident.Id] = state;
            changed.Add(incident);
        }

        Forget(incidents, now.UtcTicks - _window.Ticks);
        return new IncidentChanges(changed, merged);
    }

    // Whole incidents go, never parts of one: its first finding gives an incident its id.
    void Forget(IReadOnlyList<Incident> incidents, long limit)
    {
        var excess = _facts.Count - mostFindings;
        if (excess <= 0 && _arrived.Values.All(ticks => ticks >= limit)) return;
        var gone = new HashSet<Guid>();
        foreach (var (incident, last) in incidents.Select(i => (i, i.Findings.Max(Arrival))).OrderBy(p => p.Item2))
        {
            if (last >= limit && gone.Count >= excess) break;
            gone.UnionWith(incident.Findings.Select(f => f.Id));
            _shown.Remove(incident.Id);
        }

        var inIncidents = incidents.SelectMany(i => i.Findings.Select(f => f.Id)).ToHashSet();
        foreach (var fact in _facts.Where(f => !inIncidents.Contains(f.Finding.Id)).OrderBy(f => Arrival(f.Finding)))
            if (Arrival(fact.Finding) < limit || gone.Count < excess) gone.Add(fact.Finding.Id);
        _facts = [.. _facts.Where(f => !gone.Contains(f.Finding.Id))];
        foreach (var id in gone)
        {
            _arrived.Remove(id);
            _incidentOf.Remove(id);
        }
    }

    // Findings made of other tools' alerts are not kept here.
    long Arrival(Finding finding) => _arrived.GetValueOrDefault(finding.Id, long.MaxValue);
}

/// <summary>What changed among the incidents.</summary>
/// <param name="Changed">Incidents that are new or have grown.</param>
/// <param name="Merged">Incidents that turned out to be part of another.</param>
public sealed record IncidentChanges(IReadOnlyList<Incident> Changed, IReadOnlyList<(Guid From, Guid Into)> Merged)
{
    /// <summary>Nothing.</summary>
    public static IncidentChanges None { get; } = new([], []);
}
