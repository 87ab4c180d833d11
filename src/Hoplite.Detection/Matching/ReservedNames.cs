using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>The field names that matching depends on, which must stay known whatever a hostile log invents.</summary>
static class ReservedNames
{
    /// <summary>The canonical names of all fields that rules test, and of those that tell log sources apart.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<SigmaRule> rules)
    {
        var names = new HashSet<string>(["Channel", "EventID", "Provider_Name", "SourceName", "Computer", "TimeCreated_SystemTime", "@timestamp"], StringComparer.Ordinal);
        foreach (var rule in rules) Add(rule.Condition, names);
        return names;
    }

    static void Add(Expression expression, HashSet<string> names)
    {
        switch (expression)
        {
            case AllOf all:
                foreach (var term in all.Terms) Add(term, names);
                break;
            case AnyOf any:
                foreach (var term in any.Terms) Add(term, names);
                break;
            case Not not:
                Add(not.Term, names);
                break;
            case FieldTest test:
                names.Add(FieldTable.Canonical(test.Field));
                if (test.Test is FieldReferenceTest reference) names.Add(FieldTable.Canonical(reference.Other));
                break;
        }
    }
}
