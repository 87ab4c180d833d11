using Hoplite.Incidents;
using Hoplite.Incidents.Attack;

namespace Hoplite.Agents.Investigating;

/// <summary>Counts the stages of an attack that were seen apart from one another. A scheduled task serves execution, persistence and privilege escalation: whoever saw one has seen one stage, and not three.</summary>
static class SeenStages
{
    /// <summary>How many stages there are at least, when each rule stands for one of those it names: the largest matching of rules with stages.</summary>
    public static int Count(Incident incident)
    {
        string[][] named = [.. incident.Findings.Select(f => f.Rule).DistinctBy(r => r.Id).Select(r => Of(r.Tags)).Where(s => s.Length > 0).DistinctBy(s => string.Join(' ', s), StringComparer.Ordinal)];
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        for (var rule = 0; rule < named.Length; rule++)
            if (Place(rule, [])) count++;
        return count;

        bool Place(int rule, HashSet<string> tried)
        {
            foreach (var stage in named[rule])
            {
                if (!tried.Add(stage)) continue;
                if (taken.TryGetValue(stage, out var other) && !Place(other, tried)) continue;
                taken[stage] = rule;
                return true;
            }

            return false;
        }
    }

    static string[] Of(IReadOnlyList<string> tags)
    {
        string[] tactics = [.. tags.Select(AttackTable.TacticOf).OfType<Tactic>().Select(t => t.ShortName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return tactics.Length > 0 ? tactics : [.. tags.Select(AttackTable.TechniqueOf).OfType<Technique>().Select(t => t.Tactics[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
