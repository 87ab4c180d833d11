using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Rules;

/// <summary>The fields an event must have for a rule to match, whatever their values.</summary>
public static class RequiredFields
{
    /// <summary>The fields under their canonical names; empty when the rule can match without any particular one.</summary>
    public static IReadOnlySet<string> Of(SigmaRule rule) => Of(rule.Condition);

    static HashSet<string> Of(Expression expression)
    {
        switch (expression)
        {
            case AllOf all:
                return all.Terms.SelectMany(Of).ToHashSet(StringComparer.Ordinal);
            case AnyOf { Terms: [var first, .. var rest] }:
                var common = Of(first);
                foreach (var term in rest) common.IntersectWith(Of(term));
                return common;
            case FieldTest { Test: not (NullTest or ExistsTest { Expected: false }) } test:
                return [FieldTable.Canonical(test.Field)];
            default:
                return [];
        }
    }
}
