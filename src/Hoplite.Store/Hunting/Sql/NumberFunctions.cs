namespace Hoplite.Store.Hunting.Sql;

/// <summary>Functions of numbers.</summary>
static class NumberFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        new("bin", "bin(value, size)", "the value rounded down to a multiple; of times, counted from 1970", 2, 2, Bin),
        new("abs", "abs(number)", "the number without its sign", 1, 1, c => c.Value(0) is { Kind: KqlKind.Real } real ? new SqlValue($"abs({real.Sql})", KqlType.Real) : new SqlValue(Conversion.Fitting($"abs(CAST({c.Integer(0)} AS HUGEINT))"), KqlType.Integer)),
        new("round", "round(number[, digits])", "the number rounded", 1, 2, c => new SqlValue($"round({Real(c, 0)}, {(c.Count == 2 ? c.ConstantInteger(1, 0, 15) : 0)})", KqlType.Real)),
        new("floor", "floor(number)", "the next smaller whole number", 1, 1, c => new SqlValue($"TRY_CAST(floor({Real(c, 0)}) AS BIGINT)", KqlType.Integer)),
        new("ceiling", "ceiling(number)", "the next larger whole number", 1, 1, c => new SqlValue($"TRY_CAST(ceil({Real(c, 0)}) AS BIGINT)", KqlType.Integer)),
        new("log2", "log2(number)", "the binary logarithm; null when the number is not above 0", 1, 1, c => new SqlValue($"(CASE WHEN {Real(c, 0)} > 0 THEN log2({Real(c, 0)}) END)", KqlType.Real)),
        new("min_of", "min_of(a, b)", "the smaller of two numbers", 2, 2, c => new SqlValue($"least({Real(c, 0)}, {Real(c, 1)})", KqlType.Real)),
        new("max_of", "max_of(a, b)", "the larger of two numbers", 2, 2, c => new SqlValue($"greatest({Real(c, 0)}, {Real(c, 1)})", KqlType.Real)),
    ];

    static SqlValue Bin(CallSite call)
    {
        var value = call.Value(0);
        switch (value.Kind)
        {
            case KqlKind.Time or KqlKind.Span:
                var span = call.ConstantSpan(1);
                if (span <= 0) throw call.Wrong(1, "the size must be above 0");
                return value.Kind == KqlKind.Time ? new SqlValue(Conversion.TimeOf(Down($"epoch_us({value.Sql})", span)), KqlType.Time) : new SqlValue(Down(value.Sql, span), KqlType.Span);
            case KqlKind.Integer when call.Value(1).Kind == KqlKind.Integer:
                return new SqlValue(Down(value.Sql, call.ConstantInteger(1, 1, long.MaxValue)), KqlType.Integer);
            default:
                var (number, size) = (Real(call, 0), Real(call, 1));
                return new SqlValue($"(CASE WHEN {size} > 0 THEN floor({number} / {size}) * {size} END)", KqlType.Real);
        }
    }

    // The remainder has the sign of the value, so it is shifted into 0 … size first.
    static string Down(string value, long size)
    {
        var s = SqlText.Literal(size);
        return Conversion.Whole(value, "-", $"((CAST({value} AS HUGEINT) % {s} + {s}) % {s})");
    }

    static string Real(CallSite call, int i) => call.Value(i) switch
    {
        { Kind: KqlKind.Real } real => real.Sql,
        { Kind: KqlKind.Integer } whole => $"CAST({whole.Sql} AS DOUBLE)",
        { Kind: KqlKind.Text } text => Conversion.ToReal(text.Sql),
        var other => throw call.Wrong(i, $"a number is expected here, but this is {other.Type}"),
    };
}
