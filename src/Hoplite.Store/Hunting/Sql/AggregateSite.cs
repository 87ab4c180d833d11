using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>A call of an aggregate while it is translated.</summary>
readonly struct AggregateSite(ExpressionTranslator translator, KqlCall call)
{
    /// <summary>The order of the rows, for lists; empty when they have none.</summary>
    public string Order => translator.Rows.Order.Count == 0 ? "" : " ORDER BY " + string.Join(", ", translator.Rows.Order);

    public SqlValue Value(int i) => translator.Value(call.Arguments[i]) is { Kind: not KqlKind.Map } value ? value : throw Wrong(i, "a map cannot be summed up");

    public string Condition(int i) => translator.Condition(call.Arguments[i]);

    /// <summary>A number; of a text, what it says.</summary>
    public SqlValue Number(int i) => Value(i) switch
    {
        { Kind: KqlKind.Text } text => new SqlValue(Conversion.ToReal(text.Sql), KqlType.Real),
        { Type.IsNumber: true } or { Kind: KqlKind.Span } => Value(i),
        var other => throw Wrong(i, $"a number is expected here, but this is {other.Type}"),
    };

    public SqlValue Sum(string filter) => Number(0) is { Kind: KqlKind.Real } real ? new SqlValue($"sum({real.Sql}){filter}", KqlType.Real) : new SqlValue(Conversion.Fitting($"sum({Number(0).Sql}){filter}"), Number(0).Type);

    public SqlValue Same(string function) => new($"{function}({Value(0).Sql})", Value(0).Type);

    public SqlValue List(long most, string sql) => Value(0).Kind == KqlKind.List ? throw Wrong(0, "lists of lists are not supported", "use mv-expand first") : new SqlValue($"coalesce(list_slice({sql}, 1, {most}), [])", KqlType.ListOf(Value(0).Kind));

    public long Most(int i)
    {
        if (call.Arguments.Count <= i) return AggregateTable.LongestList;
        return translator.Translation.Resolve(call.Arguments[i]) is KqlInteger { Value: >= 1 and <= AggregateTable.LongestList } most ? most.Value : throw Wrong(i, $"a constant number from 1 to {AggregateTable.LongestList} is expected here");
    }

    public double Percent(int i) => translator.Translation.Resolve(call.Arguments[i]) switch
    {
        KqlInteger { Value: >= 0 and <= 100 } whole => whole.Value / 100.0,
        KqlReal { Value: >= 0 and <= 100 } real => real.Value / 100.0,
        _ => throw Wrong(i, "a constant number from 0 to 100 is expected here"),
    };

    KqlException Wrong(int i, string message, string? hint = null) => translator.Translation.Wrong(call.Arguments[i].Span, message, hint);
}
