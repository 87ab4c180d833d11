using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>An aggregate of the language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signature">How it is written.</param>
/// <param name="Doc">What it does, one line.</param>
/// <param name="Least">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="Translate">Makes SQL of a call; null for those that make several columns.</param>
sealed record AggregateDefinition(string Name, string Signature, string Doc, int Least, int Most, Func<AggregateSite, SqlValue>? Translate);

/// <summary>All aggregates.</summary>
static class AggregateTable
{
    /// <summary>The most entries of a list or set.</summary>
    public const int LongestList = 1000;

    static readonly AggregateDefinition[] Definitions =
    [
        new("count", "count()", "how many rows", 0, 0, _ => new SqlValue("count(*)", KqlType.Integer)),
        new("countif", "countif(condition)", "how many rows the condition holds for", 1, 1, a => new SqlValue($"count(*) FILTER (WHERE {a.Condition(0)})", KqlType.Integer)),
        new("dcount", "dcount(value)", "how many different values, exactly; absent ones do not count", 1, 2, a => new SqlValue($"count(DISTINCT {a.Value(0).Sql})", KqlType.Integer)),
        new("dcountif", "dcountif(value, condition)", "how many different values where the condition holds", 2, 2, a => new SqlValue($"count(DISTINCT {a.Value(0).Sql}) FILTER (WHERE {a.Condition(1)})", KqlType.Integer)),
        new("sum", "sum(number)", "the sum", 1, 1, a => a.Sum("")),
        new("sumif", "sumif(number, condition)", "the sum where the condition holds", 2, 2, a => a.Sum($" FILTER (WHERE {a.Condition(1)})")),
        new("avg", "avg(number)", "the mean", 1, 1, a => new SqlValue($"avg({a.Number(0).Sql})", KqlType.Real)),
        new("avgif", "avgif(number, condition)", "the mean where the condition holds", 2, 2, a => new SqlValue($"avg({a.Number(0).Sql}) FILTER (WHERE {a.Condition(1)})", KqlType.Real)),
        new("min", "min(value)", "the smallest", 1, 1, a => a.Same("min")),
        new("max", "max(value)", "the largest", 1, 1, a => a.Same("max")),
        new("take_any", "take_any(value)", "some value that is there", 1, 1, a => a.Same("any_value")),
        new("any", "any(value)", "the same as take_any", 1, 1, a => a.Same("any_value")),
        new("make_set", "make_set(value[, most])", "the different values, sorted; at most 1000", 1, 2, a => a.List(a.Most(1), $"list_sort(list(DISTINCT {a.Value(0).Sql}) FILTER (WHERE {a.Value(0).Sql} IS NOT NULL))")),
        new("make_list", "make_list(value[, most])", "the values, in the order of the rows; at most 1000", 1, 2, a => a.List(a.Most(1), $"list({a.Value(0).Sql}{a.Order}) FILTER (WHERE {a.Value(0).Sql} IS NOT NULL)")),
        new("percentile", "percentile(number, 95)", "the value that so many percent of the rows do not exceed", 2, 2, a => new SqlValue($"quantile_disc({a.Number(0).Sql}, {SqlText.Literal(a.Percent(1))})", a.Number(0).Type)),
        new("stdev", "stdev(number)", "the standard deviation of a sample", 1, 1, a => new SqlValue($"stddev_samp({a.Number(0).Sql})", KqlType.Real)),
        new("arg_max", "arg_max(value, columns… or *)", "the row where the value is largest", 2, 64, null),
        new("arg_min", "arg_min(value, columns… or *)", "the row where the value is smallest", 2, 64, null),
    ];

    static readonly Dictionary<string, AggregateDefinition> ByName = Definitions.ToDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>All aggregates.</summary>
    public static IReadOnlyList<AggregateDefinition> All => Definitions;

    /// <summary>The aggregate of a name, or null.</summary>
    public static AggregateDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Translates a call, or says null when it is none of an aggregate.</summary>
    public static SqlValue? Translate(ExpressionTranslator inner, Translation translation, KqlCall call)
    {
        if (Find(call.Function) is not { } aggregate) return null;
        if (aggregate.Translate is null) throw translation.Wrong(call.Span, $"{call.Function} makes columns of its own and must stand alone");
        if (call.Arguments.Count < aggregate.Least || call.Arguments.Count > aggregate.Most) throw translation.Wrong(call.Span, $"{call.Function} does not take {call.Arguments.Count} arguments", $"write {aggregate.Signature}");
        return aggregate.Translate(new AggregateSite(inner, call));
    }
}
