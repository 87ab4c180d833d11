using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Arithmetic on numbers, times and spans. What does not fit becomes null, so that no hostile number stops a hunt.
sealed partial class ExpressionTranslator
{
    SqlValue Negative(KqlNegative negative) => Value(negative.Operand) switch
    {
        { Kind: KqlKind.Real } real => new SqlValue($"(-{real.Sql})", KqlType.Real),
        { Kind: KqlKind.Integer or KqlKind.Span } whole => new SqlValue(Conversion.Whole("0", "-", whole.Sql), whole.Type),
        var other => throw Translation.Wrong(negative.Span, $"{other.Type} has no sign"),
    };

    SqlValue Arithmetic(KqlBinary binary)
    {
        var left = Value(binary.Left);
        var right = Value(binary.Right);
        var sign = binary.Operator;
        return (left.Kind, sign, right.Kind) switch
        {
            (KqlKind.Integer, _, KqlKind.Integer) => new SqlValue(Conversion.Whole(left.Sql, sign == "/" ? "//" : sign, right.Sql), KqlType.Integer),
            (KqlKind.Integer or KqlKind.Real, _, KqlKind.Integer or KqlKind.Real) => Real(left, sign, right),
            (KqlKind.Time, "-", KqlKind.Time) => new SqlValue(Conversion.Whole(Micros(left), "-", Micros(right)), KqlType.Span),
            (KqlKind.Time, "+" or "-", KqlKind.Span) => Moved(left, sign, right),
            (KqlKind.Span, "+", KqlKind.Time) => Moved(right, sign, left),
            (KqlKind.Span, "+" or "-" or "%", KqlKind.Span) => new SqlValue(Conversion.Whole(left.Sql, sign, right.Sql), KqlType.Span),
            (KqlKind.Span, "/", KqlKind.Span) => Real(left, sign, right),
            (KqlKind.Span, "*", KqlKind.Integer) or (KqlKind.Integer, "*", KqlKind.Span) => new SqlValue(Conversion.Whole(left.Sql, sign, right.Sql), KqlType.Span),
            (KqlKind.Span, "/", KqlKind.Integer) => new SqlValue(Conversion.Whole(left.Sql, "//", right.Sql), KqlType.Span),
            _ => throw Translation.Wrong(binary.Span, $"'{sign}' has no meaning between {left.Type} and {right.Type}", left.Kind == KqlKind.Text || right.Kind == KqlKind.Text ? "join texts with strcat(…), convert them with tolong(…) or todouble(…)" : null),
        };
    }

    static SqlValue Real(SqlValue left, string sign, SqlValue right)
    {
        var (a, b) = ($"CAST({left.Sql} AS DOUBLE)", $"CAST({right.Sql} AS DOUBLE)");
        return new SqlValue(sign is "/" or "%" ? $"(CASE WHEN {b} <> 0 THEN {a} {sign} {b} END)" : $"({a} {sign} {b})", KqlType.Real);
    }

    static SqlValue Moved(SqlValue time, string sign, SqlValue span) => new(Conversion.TimeOf(Conversion.Whole(Micros(time), sign, span.Sql)), KqlType.Time);

    static string Micros(SqlValue time) => $"epoch_us({time.Sql})";
}
