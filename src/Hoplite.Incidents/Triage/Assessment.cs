using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Grouping;

namespace Hoplite.Incidents.Triage;

/// <summary>Severity and confidence of a group of findings: plain arithmetic that gives the same answer every time.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Score">The points behind the severity.</param>
sealed record Assessment(Level Severity, int Confidence, double Score)
{
    /// <summary>Assesses a group.</summary>
    public static Assessment Of(IReadOnlyList<FindingFacts> group, IReadOnlyList<AttackStep> chain, Prevalence prevalence)
    {
        var rules = group.Select(f => f.Finding.Rule).DistinctBy(r => r.Id).ToArray();
        var score = rules.Sum(r => Points(r.Level) * prevalence.Rarity(r)) + 5.0 * Math.Max(0, chain.Count - 1);
        var highest = rules.Max(r => r.Level);

        // Never below the most serious rule, unless that rule matches everywhere here; above it only by several stages of an attack.
        var severity = highest;
        if (highest >= Level.High && rules.Where(r => r.Level == highest).All(r => prevalence.Rarity(r) < 0.3) && chain.Count < 3) severity--;
        if (severity < Level.High && chain.Count >= 3 && score >= 25) severity = Level.High;
        if (severity == Level.High && chain.Count >= 4 && score >= 60) severity = Level.Critical;

        var certainty = 1.0;
        foreach (var rule in rules) certainty *= 1 - Weight(rule) * prevalence.Rarity(rule);
        var confidence = (int)Math.Round(100 * (1 - certainty) * (chain.Count >= 2 ? 1 : 0.85));
        return new Assessment(severity, Math.Clamp(confidence, 5, 99), score);
    }

    static double Points(Level level) => level switch { Level.Critical => 25, Level.High => 10, Level.Medium => 4, Level.Low => 1, _ => 0 };

    // How much one rule alone convinces; rules that are still on trial convince less.
    static double Weight(RuleInfo rule) =>
        (rule.Level switch { Level.Critical => 0.8, Level.High => 0.55, Level.Medium => 0.25, Level.Low => 0.08, _ => 0.02 })
        * (rule.Status switch { "experimental" => 0.7, "deprecated" or "unsupported" => 0.4, _ => 1 });
}
