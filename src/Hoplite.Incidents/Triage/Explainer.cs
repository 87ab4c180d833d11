using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Grouping;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Triage;

/// <summary>Says in plain words what a group of findings means. Everything it says comes from the rules, from templates and from counts.</summary>
sealed class Explainer(Prevalence prevalence)
{
    /// <summary>The title.</summary>
    public static string Title(IReadOnlyList<FindingFacts> group, IReadOnlyList<AttackStep> chain)
    {
        var hosts = Hosts(group);
        var where = hosts.Count switch { 0 => "", 1 => $" on {hosts[0]}", _ => $" on {hosts.Count} hosts" };
        var top = group.Select(f => f.Finding.Rule).DistinctBy(r => r.Id).OrderByDescending(r => r.Level).First();
        if (chain.Count < 2) return top.Title + where;
        var stages = Plain.List([.. chain.Select(s => s.Tactic.Name.ToLowerInvariant())], 3);
        return $"{top.Title}{where}: {stages}";
    }

    /// <summary>The note.</summary>
    public TriageNote Note(IReadOnlyList<FindingFacts> group, IReadOnlyList<AttackStep> chain, Assessment assessment)
    {
        var rules = group.Select(f => f.Finding.Rule).DistinctBy(r => r.Id).OrderByDescending(r => r.Level).ToArray();
        return new TriageNote(Summary(group, chain), Why(group, chain, rules, assessment), Benign(chain, rules), Act(chain, rules), [.. rules.Take(6).Select(prevalence.Words)]);
    }

    static string Summary(IReadOnlyList<FindingFacts> group, IReadOnlyList<AttackStep> chain)
    {
        var hosts = Hosts(group);
        var users = Values(group, EntityKind.User);
        var outside = Values(group, EntityKind.Address).Where(EntityExtractor.IsPublic).ToArray();
        var span = group[^1].Finding.Time - group[0].Finding.Time;
        var text = $"{Plain.Count(group.Count, "suspicious thing", "suspicious things")} happened"
            + (hosts.Count > 0 ? $" on {Plain.List(hosts)}" : "")
            + (span is { TotalSeconds: >= 1 } ? $" within {Plain.Span(span.Value)}" : "")
            + (users.Length > 0 ? $", involving the account{(users.Length > 1 ? "s" : "")} {Plain.List(users)}" : "")
            + (outside.Length > 0 ? $" and the outside address{(outside.Length > 1 ? "es" : "")} {Plain.List(outside)}" : "") + ".";
        return chain.Count == 0 ? text : text + " It looks as if " + Plain.List([.. chain.Select(s => TacticWords.Of(s.Tactic).Meaning)], 5) + ".";
    }

    static List<string> Why(IReadOnlyList<FindingFacts> group, IReadOnlyList<AttackStep> chain, RuleInfo[] rules, Assessment assessment)
    {
        var why = new List<string>();
        foreach (var rule in rules.Take(5))
            why.Add($"{rule.Title}{(rule.Author is { } author ? $" (rule by {author})" : "")}: {rule.Explanation?.Why ?? FirstSentence(rule.Description) ?? "the rule matched"}");
        if (rules.Length > 5) why.Add($"{rules.Length - 5} more rules matched.");
        if (chain.Count > 1) why.Add($"These belong to {chain.Count} different stages of an attack; one harmless cause for all of them is less likely than for one.");
        if (Hosts(group).Count > 1) why.Add($"It is tied together across {Hosts(group).Count} hosts.");
        why.Add($"Severity is that of the most serious rule, moved by how rare it is here and how many stages were seen ({assessment.Score.ToString("0", System.Globalization.CultureInfo.InvariantCulture)} points).");
        return why;
    }

    static List<string> Benign(IReadOnlyList<AttackStep> chain, RuleInfo[] rules) =>
    [
        .. rules.Select(r => r.Explanation?.Benign).OfType<string>()
            .Concat(rules.SelectMany(r => r.FalsePositives).Where(f => f.Length > 3 && !f.StartsWith("Unknown", StringComparison.OrdinalIgnoreCase) && !f.StartsWith("Unlikely", StringComparison.OrdinalIgnoreCase)))
            .Concat(chain.Select(s => TacticWords.Of(s.Tactic).Benign))
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(5),
    ];

    static List<string> Act(IReadOnlyList<AttackStep> chain, RuleInfo[] rules) =>
    [
        .. rules.Where(r => r.Level >= Level.High).SelectMany(r => r.Explanation?.Act ?? [])
            .Concat(chain.Reverse().SelectMany(s => TacticWords.Of(s.Tactic).Act))
            .Concat(rules.SelectMany(r => r.Explanation?.Act ?? []))
            .Append("Keep the evidence: copy the logs before you clean up anything.")
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(7),
    ];

    static string? FirstSentence(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var stop = text.IndexOf(". ", StringComparison.Ordinal);
        return stop > 0 ? text[..(stop + 1)] : text;
    }

    static List<string> Hosts(IReadOnlyList<FindingFacts> group) => [.. group.Select(f => f.Host).OfType<string>().Distinct(StringComparer.Ordinal)];

    static string[] Values(IReadOnlyList<FindingFacts> group, EntityKind kind) =>
        [.. group.SelectMany(f => f.Mentions).Where(m => m.Entity.Kind == kind).GroupBy(m => m.Entity.Value).OrderByDescending(g => g.Count()).Select(g => g.Key)];
}
