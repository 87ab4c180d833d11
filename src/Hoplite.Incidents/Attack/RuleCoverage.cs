using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;

namespace Hoplite.Incidents.Attack;

/// <summary>How many rules there are for one technique.</summary>
/// <param name="Tactic">Short name of the tactic.</param>
/// <param name="Technique">Id of the technique.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rules">Rules that name it.</param>
/// <param name="Executable">Those of them that can match here.</param>
public sealed record TechniqueCoverage(string Tactic, string Technique, string Name, int Rules, int Executable);

/// <summary>Coverage of ATT&amp;CK by rules: nominal, and what can really match.</summary>
public static class RuleCoverage
{
    /// <summary>The techniques that some rule names, in the order of the chain.</summary>
    public static IReadOnlyList<TechniqueCoverage> Of(RuleCollection rules)
    {
        var executable = RuleReport.Of(rules).Where(r => r.Compatibility == Compatibility.Evaluable).Select(r => r.Path + r.Id).ToHashSet(StringComparer.Ordinal);
        var named = rules.Rules.Select(r => r.Info).Concat(rules.Correlations.Select(c => c.Info))
            .SelectMany(info => info.Tags.Select(AttackTable.TechniqueOf).OfType<Technique>().Distinct().Select(t => (Technique: t, Info: info)))
            .ToLookup(p => p.Technique, p => p.Info);
        return
        [
            .. from tactic in AttackTable.Tactics
               from technique in named
               where technique.Key.Tactics.Contains(tactic.ShortName)
               orderby tactic.Order, technique.Key.Id
               select new TechniqueCoverage(tactic.ShortName, technique.Key.Id, technique.Key.Name, technique.Count(), technique.Count(i => executable.Contains(i.Path + i.Id))),
        ];
    }
}
