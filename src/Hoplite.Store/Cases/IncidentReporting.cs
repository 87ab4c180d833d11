using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Store.Cases;

/// <summary>Makes the report of an incident.</summary>
static class IncidentReporting
{
    const int MostLines = 2_000;
    const int MostEntities = 300;
    const int MostLinks = 600;
    const int MostLinked = 20;

    /// <summary>The report.</summary>
    public static IncidentReport Of(Incident incident)
    {
        InvolvedEntity[] shown = [.. incident.Entities.Take(MostEntities)];
        var ids = new Dictionary<Entity, string>();
        foreach (var involved in shown) ids.TryAdd(involved.Entity, "e" + ids.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new IncidentReport(
            incident.Triage.Summary, incident.Triage.Why, incident.Triage.Benign, incident.Triage.Act, incident.Triage.Rarity,
            [.. incident.Timeline.Take(MostLines).Select(Line)],
            [.. shown.Select(e => new IncidentEntity(ids[e.Entity], e.Entity.Kind.ToString().ToLowerInvariant(), e.Entity.Value, e.Roles, e.Findings))],
            Links(incident, ids),
            [.. incident.Processes.Select(Process)],
            [.. incident.Chain.Select(s => new ChainStep(s.Tactic.ShortName, s.Tactic.Name, [.. s.Techniques.Select(t => new ChainTechnique(t.Id, t.Name))], s.Findings))]);
    }

    static TimelineLine Line(TimelineEntry entry) => new(
        entry.Finding.Id, entry.Finding.Time, entry.Last, entry.Count, entry.Finding.Rule.Title, LevelNames.Of(entry.Finding.Rule.Level), entry.Host, entry.Detail,
        [.. entry.Finding.Rule.Tags.Select(Incidents.Attack.AttackTable.TacticOf).OfType<Incidents.Attack.Tactic>().Select(t => t.ShortName).Distinct()]);

    static ProcessLine Process(ProcessNode node) =>
        new(node.Key, node.Image, node.CommandLine, node.User, node.Host, [.. node.Findings.Select(f => f.Id)], [.. node.Children.Select(Process)]);

    static EntityLink[] Links(Incident incident, Dictionary<Entity, string> ids)
    {
        var pairs = new Dictionary<(string From, string To), int>();
        foreach (var finding in incident.Findings)
        {
            string[] seen = [.. Entities(finding).Select(e => ids.GetValueOrDefault(e)).OfType<string>().Distinct().Take(MostLinked)];
            for (var i = 0; i < seen.Length; i++)
                for (var j = i + 1; j < seen.Length; j++)
                {
                    var pair = string.CompareOrdinal(seen[i], seen[j]) < 0 ? (seen[i], seen[j]) : (seen[j], seen[i]);
                    pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
                }
        }

        return [.. pairs.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(MostLinks).Select(p => new EntityLink(p.Key.From, p.Key.To, p.Value))];
    }

    static IEnumerable<Entity> Entities(Finding finding) => finding.Events.SelectMany(EntityExtractor.Entities).Select(m => m.Entity).Distinct();
}
