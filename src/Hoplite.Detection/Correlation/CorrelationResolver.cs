using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>Finds the rules that correlations name, by id or by name, and puts the correlations in an order in which each follows those it watches.</summary>
static class CorrelationResolver
{
    public static ImmutableArray<CorrelationRule> Resolve(List<CorrelationDraft> drafts, IReadOnlyList<SigmaRule> rules, List<RuleRejection> rejections)
    {
        var known = new Dictionary<string, RuleInfo>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            known.TryAdd(rule.Info.Id, rule.Info);
            if (rule.Info.Name is { } name) known.TryAdd(name, rule.Info);
        }

        var resolved = ImmutableArray.CreateBuilder<CorrelationRule>();
        var waiting = new List<CorrelationDraft>(drafts);
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var draft in waiting.ToArray())
            {
                if (!draft.References.All(known.ContainsKey)) continue;
                var correlation = Bind(draft, known);
                resolved.Add(correlation);
                known.TryAdd(correlation.Info.Id, correlation.Info);
                if (correlation.Info.Name is { } name) known.TryAdd(name, correlation.Info);
                waiting.Remove(draft);
                moved = true;
            }
        }

        var names = drafts.SelectMany(draft => new[] { draft.Info.Id, draft.Info.Name }).ToHashSet(StringComparer.Ordinal);
        foreach (var draft in waiting)
        {
            var missing = draft.References.FirstOrDefault(reference => !known.ContainsKey(reference) && !names.Contains(reference));
            rejections.Add(new RuleRejection(draft.Path, draft.Line, draft.Info.Id, draft.Info.Title, missing is not null
                ? $"The correlation names the rule '{missing}', which was not read."
                : "The correlation watches itself, or another correlation that cannot be used."));
        }

        return resolved.ToImmutable();
    }

    static CorrelationRule Bind(CorrelationDraft draft, Dictionary<string, RuleInfo> known)
    {
        var level = draft.HasLevel ? draft.Info.Level : draft.References.Max(reference => known[reference].Level);
        return draft.Rule with
        {
            Info = draft.Info with { Level = level },
            Rules = [.. draft.References.Select(reference => new CorrelatedRule(reference, known[reference].Id))],
        };
    }
}
