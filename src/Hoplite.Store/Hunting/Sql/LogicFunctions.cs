namespace Hoplite.Store.Hunting.Sql;

/// <summary>Functions that choose, and conversions.</summary>
static class LogicFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        new("not", "not(condition)", "true when the condition is not", 1, 1, c => Truth($"(NOT {c.Condition(0)})")),
        new("iff", "iff(condition, then, else)", "one of two values", 3, 3, c => Choose(c)),
        new("iif", "iif(condition, then, else)", "the same as iff", 3, 3, c => Choose(c)),
        new("case", "case(condition, value, …, otherwise)", "the value of the first condition that holds", 3, 63, c => Choose(c)),
        new("coalesce", "coalesce(a, b, …)", "the first value that is not absent; of texts, not empty", 1, 64, Coalesce),
        new("isempty", "isempty(value)", "whether a text is absent or empty", 1, 1, c => Truth($"(coalesce({c.Text(0)}, '') = '')")),
        new("isnotempty", "isnotempty(value)", "whether a text holds something", 1, 1, c => Truth($"(coalesce({c.Text(0)}, '') <> '')")),
        new("isnull", "isnull(value)", "whether a value is absent", 1, 1, c => Truth($"({c.Value(0).Sql} IS NULL)")),
        new("isnotnull", "isnotnull(value)", "whether a value is there", 1, 1, c => Truth($"({c.Value(0).Sql} IS NOT NULL)")),
        new("tostring", "tostring(value)", "the value as a text", 1, 1, c => new SqlValue(Conversion.ToText(c.Value(0)), KqlType.Text)),
        new("tobool", "tobool(value)", "true for true and 1, false for false and 0", 1, 1, ToBool),
        new("toint", "toint(value)", "the same as tolong", 1, 1, ToLong),
        new("tolong", "tolong(value)", "a whole number, decimal or 0x…; null when the text is none", 1, 1, ToLong),
        new("todouble", "todouble(value)", "a number; null when the text is none", 1, 1, ToDouble),
        new("toreal", "toreal(value)", "the same as todouble", 1, 1, ToDouble),
        new("todatetime", "todatetime(value)", "a time; null when the text is none", 1, 1, c => new SqlValue(c.Time(0), KqlType.Time)),
    ];

    // Condition, value, condition, value, …, and what holds otherwise.
    static SqlValue Choose(CallSite call)
    {
        if (call.Count % 2 == 0) throw call.Wrong(call.Count - 1, "conditions and values come in pairs, and one value at the end");
        var type = Common(call, [.. Enumerable.Range(0, call.Count).Where(i => i % 2 == 1 || i == call.Count - 1)]);
        var branches = Enumerable.Range(0, call.Count / 2).Select(i => $"WHEN {call.Condition(2 * i)} THEN {As(call.Value(2 * i + 1), type)}");
        return new SqlValue($"(CASE {string.Join(' ', branches)} ELSE {As(call.Value(call.Count - 1), type)} END)", type);
    }

    static SqlValue Coalesce(CallSite call)
    {
        var type = Common(call, [.. Enumerable.Range(0, call.Count)]);
        var values = Enumerable.Range(0, call.Count).Select(i => As(call.Value(i), type));
        return type.Kind == KqlKind.Text ? new SqlValue($"coalesce({string.Join(", ", values.Select(v => $"nullif({v}, '')"))})", type) : new SqlValue($"coalesce({string.Join(", ", values)})", type);
    }

    static KqlType Common(CallSite call, int[] values)
    {
        var types = values.Select(i => call.Value(i).Type).Distinct().ToList();
        if (types.Count == 1) return types[0];
        if (types.All(t => t.IsNumber)) return KqlType.Real;
        foreach (var i in values)
            if (call.Value(i).Kind is KqlKind.List or KqlKind.Map) throw call.Wrong(i, "all values must be of one type");
        return KqlType.Text;
    }

    static string As(SqlValue value, KqlType type) => value.Type == type ? value.Sql : type.Kind == KqlKind.Real ? $"CAST({value.Sql} AS DOUBLE)" : Conversion.ToText(value);

    static SqlValue ToBool(CallSite call) => call.Value(0) is { Kind: KqlKind.Bool } truth ? truth : new SqlValue($"(CASE WHEN lower({call.Text(0)}) IN ('true', '1') THEN true WHEN lower({call.Text(0)}) IN ('false', '0') THEN false END)", KqlType.Bool);

    static SqlValue ToLong(CallSite call) => call.Value(0) switch
    {
        { Kind: KqlKind.Integer } whole => whole,
        { Kind: KqlKind.Real } real => new SqlValue($"TRY_CAST(trunc({real.Sql}) AS BIGINT)", KqlType.Integer),
        { Kind: KqlKind.Bool } truth => new SqlValue($"CAST({truth.Sql} AS BIGINT)", KqlType.Integer),
        { Kind: KqlKind.Text } text => new SqlValue(Conversion.ToInteger(text.Sql), KqlType.Integer),
        var other => throw call.Wrong(0, $"{other.Type} is no number"),
    };

    static SqlValue ToDouble(CallSite call) => call.Value(0) switch
    {
        { Kind: KqlKind.Real } real => real,
        { Kind: KqlKind.Integer } whole => new SqlValue($"CAST({whole.Sql} AS DOUBLE)", KqlType.Real),
        { Kind: KqlKind.Text } text => new SqlValue(Conversion.ToReal(text.Sql), KqlType.Real),
        var other => throw call.Wrong(0, $"{other.Type} is no number"),
    };

    static SqlValue Truth(string sql) => new(sql, KqlType.Bool, IsTotal: true);
}
