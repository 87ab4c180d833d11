namespace Hoplite.Store.Hunting.Sql;

/// <summary>Functions that measure texts and lists.</summary>
static class TextMeasures
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        new("strlen", "strlen(text)", "how many characters; 0 when absent", 1, 1, c => Whole($"length(coalesce({c.Text(0)}, ''))")),
        new("countof", "countof(text, what)", "how often a text occurs, without overlaps", 2, 2, CountOf),
        new("indexof", "indexof(text, what)", "where a text first occurs, from 0; -1 when it does not", 2, 2, c => Whole($"(strpos({c.Text(0)}, {c.Text(1)}) - 1)")),
        new("entropy", "entropy(text)", "bits for each character: about 4 and more for random names, keys and encoded commands", 1, 1, Entropy),
        new("array_length", "array_length(list)", "how many entries", 1, 1, c => Whole($"len({c.List(0).Sql})")),
        new("set_has_element", "set_has_element(list, value)", "whether the list holds the value", 2, 2, c => new SqlValue($"coalesce(list_contains({c.List(0).Sql}, {c.Value(1).Sql}), false)", KqlType.Bool, IsTotal: true)),
        new("strcat_array", "strcat_array(list, between)", "the entries joined to one text", 2, 2, c => new SqlValue($"array_to_string({c.List(0).Sql}, {SqlText.Literal(c.ConstantText(1))})", KqlType.Text)),
    ];

    static SqlValue CountOf(CallSite call)
    {
        var (text, what) = ($"coalesce({call.Text(0)}, '')", $"coalesce({call.Text(1)}, '')");
        return Whole($"(CASE WHEN {what} = '' THEN 0 ELSE (length({text}) - length(replace({text}, {what}, ''))) // length({what}) END)");
    }

    // The counts of the characters as a histogram; log2(n) - sum(c * log2(c)) / n.
    static SqlValue Entropy(CallSite call)
    {
        var text = $"coalesce({call.Text(0)}, '')";
        var counts = $"map_values(list_histogram(string_split({text}, '')))";
        return new SqlValue($"(CASE WHEN {text} = '' THEN 0.0::DOUBLE ELSE log2(length({text})) - list_sum(list_transform({counts}, lambda n: n * log2(n))) / length({text}) END)", KqlType.Real);
    }

    static SqlValue Whole(string sql) => new($"CAST({sql} AS BIGINT)", KqlType.Integer);
}
