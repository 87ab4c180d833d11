using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>Reads a condition that compares a count or value.</summary>
static class BoundsReader
{
    public static BoundsCondition Read(YamlMap section, CorrelationType type, int rules)
    {
        var temporal = type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;
        var node = section.Find("condition");
        if (type == CorrelationType.TemporalOrdered && rules > CorrelationLimits.MostRulesInSequence) throw new RuleProblem(section.Line, $"A sequence can have at most {CorrelationLimits.MostRulesInSequence} rules.");
        if (node is null && temporal) return new BoundsCondition([new Bound(Order.GreaterOrEqual, rules)], []);
        if (node is not YamlMap map) throw new RuleProblem((node ?? section).Line, "The condition is missing.");

        var bounds = ImmutableArray.CreateBuilder<Bound>();
        decimal? percentile = null;
        foreach (var (key, value) in map.Entries)
        {
            if (key.Text == "field") continue;
            if (value is not YamlScalar scalar || !TryNumber(scalar, out var number)) throw new RuleProblem(key.Line, $"The value of '{key.Text}' must be a number.");
            if (key.Text == "percentile") percentile = number is >= 0 and <= 100 ? number : throw new RuleProblem(key.Line, "The percentile must lie between 0 and 100.");
            else bounds.Add(new Bound(OrderOf(key), number));
        }

        var fields = RuleWords.Texts(map, "field");
        if (bounds.Count == 0) throw new RuleProblem(map.Line, "The condition compares with nothing; one of gt, gte, lt, lte, eq and neq is needed.");
        if (percentile is not null && type != CorrelationType.ValuePercentile) throw new RuleProblem(map.Line, "Only the type value_percentile has a percentile.");
        if (fields.Length > CorrelationLimits.MostFields) throw new RuleProblem(map.Line, $"The condition names more than {CorrelationLimits.MostFields} fields.");
        if (fields.IsEmpty && !temporal && type != CorrelationType.EventCount) throw new RuleProblem(map.Line, "The condition needs the name of a field.");
        if (fields.Length > 1 && type is not (CorrelationType.ValueCount or CorrelationType.EventCount)) throw new RuleProblem(map.Line, "Only distinct values can be counted over several fields.");
        if (type is CorrelationType.EventCount or CorrelationType.ValueCount && bounds.Any(bound => bound.Order is Order.Greater or Order.GreaterOrEqual && bound.Value > CorrelationLimits.LargestCount))
            throw new RuleProblem(map.Line, $"The condition asks for more than {CorrelationLimits.LargestCount} events or values.");
        return new BoundsCondition(bounds.ToImmutable(), type == CorrelationType.EventCount || temporal ? [] : fields, percentile);
    }

    static bool TryNumber(YamlScalar scalar, out decimal number) => new YamlScalar(scalar.Text, plain: true, scalar.Line).TryNumber(out number);

    static Order OrderOf(YamlScalar key) => key.Text switch
    {
        "gt" => Order.Greater,
        "gte" => Order.GreaterOrEqual,
        "lt" => Order.Less,
        "lte" => Order.LessOrEqual,
        "eq" => Order.Equal,
        "neq" => Order.NotEqual,
        _ => throw new RuleProblem(key.Line, $"The condition has '{key.Text}', which is none of gt, gte, lt, lte, eq, neq, field and percentile."),
    };
}
