using Hoplite.Detection;
using Hoplite.Detection.Alerts;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Grouping;
using Hoplite.Incidents.Triage;

namespace Hoplite.Incidents;

/// <summary>Turns findings into incidents: facts, groups, triage. No model, no network, no clock: the same findings give the same incidents.</summary>
public static class IncidentBuilder
{
    /// <summary>The incidents, the most serious first.</summary>
    /// <param name="findings">The findings of a scan.</param>
    /// <param name="alerts">The alerts of other tools; null when there are none.</param>
    public static IReadOnlyList<Incident> Build(IEnumerable<Finding> findings, AlertBook? alerts = null) =>
        Build([.. findings.Select(f => new FindingFacts(f)).OrderBy(f => f.Ticks)], alerts);

    /// <summary>The same over facts that were read before, in order of time.</summary>
    internal static IReadOnlyList<Incident> Build(IReadOnlyList<FindingFacts> facts, AlertBook? alerts)
    {
        var prevalence = new Prevalence(facts);
        var explainer = new Explainer(prevalence);
        return [.. FindingGroups.Of(facts).Where(IsIncident).Select(g => Build(g, prevalence, explainer)).Concat(OfAlerts(alerts)).OrderByDescending(i => i.Severity).ThenByDescending(i => i.Confidence).ThenBy(i => i.First)];
    }

    // How rare an alert is was asked over all alerts of its network, also those that are in no group.
    static IEnumerable<Incident> OfAlerts(AlertBook? book)
    {
        if (book is null) return [];
        IReadOnlyList<FindingFacts>[] groups = [.. AlertGroups.Of(book, AlertBudget.Default).Select(g => AlertFindings.Of(book, g).Select(f => new FindingFacts(f)).ToArray())];
        var prevalence = new Prevalence([.. groups.SelectMany(g => g).OrderBy(f => f.Ticks)]);
        var explainer = new Explainer(prevalence);
        return groups.Select(g => Build(g, prevalence, explainer));
    }

    // What is only for the record makes no incident by itself; several stages of an attack do, however low each of them is.
    static bool IsIncident(IReadOnlyList<FindingFacts> group) =>
        group.Any(f => f.Finding.Rule.Level >= Level.Medium) || Chain(group).Count >= 3;

    static Incident Build(IReadOnlyList<FindingFacts> group, Prevalence prevalence, Explainer explainer)
    {
        var chain = Chain(group);
        var assessment = Assessment.Of(group, chain, prevalence);
        var entities = group.SelectMany(f => f.Mentions.Select(m => (m.Entity, m.Role, f.Finding.Id)))
            .GroupBy(p => p.Entity)
            .Select(g => new InvolvedEntity(g.Key, [.. g.Select(p => p.Role).Distinct().Order()], g.Select(p => p.Id).Distinct().Count()))
            .OrderByDescending(e => e.Findings).ThenBy(e => e.Entity.Kind).ThenBy(e => e.Entity.Value, StringComparer.Ordinal);
        return new Incident(
            group[0].Finding.Id,
            Explainer.Title(group, chain),
            assessment.Severity,
            assessment.Confidence,
            group.Select(f => f.Finding.Time).FirstOrDefault(t => t is not null),
            group[^1].Finding.Time,
            [.. group.Select(f => f.Finding)],
            Timeline.Of(group),
            [.. entities],
            chain,
            ProcessForest.Of(group),
            explainer.Note(group, chain, assessment));
    }

    static IReadOnlyList<AttackStep> Chain(IReadOnlyList<FindingFacts> group)
    {
        var steps = new SortedDictionary<int, (Tactic Tactic, HashSet<Technique> Techniques, int Findings)>();
        foreach (var fact in group)
        {
            var techniques = fact.Finding.Rule.Tags.Select(AttackTable.TechniqueOf).OfType<Technique>().ToArray();
            var tactics = fact.Finding.Rule.Tags.Select(AttackTable.TacticOf).OfType<Tactic>()
                .Concat(fact.Finding.Rule.Tags.Any(t => AttackTable.TacticOf(t) is not null) ? [] : techniques.Select(t => AttackTable.TacticNamed(t.Tactics[0])).OfType<Tactic>());
            foreach (var tactic in tactics.DistinctBy(t => t.Id))
            {
                var step = steps.TryGetValue(tactic.Order, out var known) ? known : (tactic, [], 0);
                foreach (var technique in techniques.Where(t => t.Tactics.Contains(tactic.ShortName))) step.Techniques.Add(technique);
                steps[tactic.Order] = step with { Findings = step.Findings + 1 };
            }
        }

        return [.. steps.Values.Select(s => new AttackStep(s.Tactic, [.. s.Techniques.OrderBy(t => t.Id, StringComparer.Ordinal)], s.Findings))];
    }
}
