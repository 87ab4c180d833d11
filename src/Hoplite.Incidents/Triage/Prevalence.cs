using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Grouping;

namespace Hoplite.Incidents.Triage;

/// <summary>How often each rule matched in this evidence, and on how many of its hosts.</summary>
sealed class Prevalence
{
    readonly Dictionary<string, (int Findings, int Hosts, int Days)> _rules;

    /// <summary>Counts.</summary>
    public Prevalence(IReadOnlyList<FindingFacts> facts)
    {
        Hosts = facts.Select(f => f.Host).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        Days = Math.Max(1, facts.Select(f => f.Finding.Time?.UtcDateTime.Date).OfType<DateTime>().Distinct().Count());
        _rules = facts.GroupBy(f => f.Finding.Rule.Id, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => (g.Count(), g.Select(f => f.Host).Distinct(StringComparer.Ordinal).Count(), g.Select(f => f.Finding.Time?.UtcDateTime.Date).Distinct().Count()),
            StringComparer.Ordinal);
    }

    /// <summary>Hosts that any rule matched on.</summary>
    public int Hosts { get; }

    /// <summary>Days with findings.</summary>
    public int Days { get; }

    /// <summary>How rare a rule is here: near 1 for one that matched once, near 0 for one that matches everywhere, every day.</summary>
    public double Rarity(RuleInfo rule)
    {
        var (findings, hosts, days) = _rules[rule.Id];
        var spread = Hosts < 3 ? 0 : (double)(hosts - 1) / Hosts;
        var persistence = Days < 3 ? 0 : (double)(days - 1) / Days;
        var volume = Math.Min(1, Math.Log10(Math.Max(1, findings)) / 5);
        return Math.Clamp(1 - Math.Max(spread, persistence) * 0.7 - volume * 0.3, 0.05, 1);
    }

    /// <summary>The same in words.</summary>
    public string Words(RuleInfo rule)
    {
        var (findings, hosts, days) = _rules[rule.Id];
        return $"{rule.Title}: {Plain.Count(findings, "time", "times")} on {hosts} of {Plain.Count(Math.Max(Hosts, hosts), "host", "hosts")}"
            + (Days > 1 ? $", on {days} of {Days} days" : "");
    }
}
