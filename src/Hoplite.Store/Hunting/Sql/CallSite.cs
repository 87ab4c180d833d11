using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>A call while it is translated: its arguments in the types that the function wants.</summary>
readonly struct CallSite(ExpressionTranslator translator, KqlCall call)
{
    public int Count => call.Arguments.Count;

    public DateTime Now => translator.Translation.Now;

    public SqlValue Value(int i) => translator.Value(call.Arguments[i]);

    public string Condition(int i) => translator.TotalCondition(call.Arguments[i]);

    public string Text(int i) => translator.AsText(Value(i), call.Arguments[i].Span).Sql;

    public string Time(int i) => translator.AsTime(call.Arguments[i]).Sql;

    public string Integer(int i) => Value(i) switch
    {
        { Kind: KqlKind.Integer } number => number.Sql,
        { Kind: KqlKind.Text } text => Conversion.ToInteger(text.Sql),
        var other => throw Wrong(i, $"a whole number is expected here, but this is {other.Type}"),
    };

    public SqlValue List(int i) => Value(i) is { Kind: KqlKind.List } list ? list : throw Wrong(i, "a list is expected here", "lists come from split, make_set, make_list and dynamic");

    public string ConstantText(int i) => translator.Translation.Resolve(call.Arguments[i]) is KqlText text ? text.Value : throw Wrong(i, "a constant text is expected here");

    public long ConstantInteger(int i, long least, long most) =>
        translator.Translation.Resolve(call.Arguments[i]) is KqlInteger { Value: var value } && value >= least && value <= most ? value : throw Wrong(i, $"a constant number from {least} to {most} is expected here");

    public long ConstantSpan(int i) => translator.Translation.Resolve(call.Arguments[i]) is KqlTimespan span ? span.Microseconds : throw Wrong(i, "a constant span of time is expected here, such as 1h");

    public string ConstantRegex(int i) => translator.Regex(call.Arguments[i]);

    public KqlException Wrong(int i, string message, string? hint = null) => translator.Translation.Wrong(call.Arguments[i].Span, message, hint);
}
