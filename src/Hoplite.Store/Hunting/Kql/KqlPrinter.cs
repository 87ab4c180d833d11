using System.Globalization;
using System.Text;

namespace Hoplite.Store.Hunting.Kql;

/// <summary>Writes expressions so that they read back as equal ones.</summary>
static partial class KqlPrinter
{
    /// <summary>An expression as text.</summary>
    public static string Print(KqlExpression expression) => Print(expression, 0);

    static string Print(KqlExpression expression, int above)
    {
        var (text, power) = expression switch
        {
            KqlName name => (Name(name.Name), 9),
            KqlText literal => (Quote(literal.Value), 9),
            KqlInteger number => (number.Value.ToString(CultureInfo.InvariantCulture), number.Value < 0 ? 6 : 9),
            KqlReal number => (Real(number.Value), number.Value < 0 ? 6 : 9),
            KqlBool truth => (truth.Value ? "true" : "false", 9),
            KqlDatetime time => ($"datetime({KqlTimespans.Print(time.Value)})", 9),
            KqlTimespan span => (KqlTimespans.Print(span.Microseconds), 9),
            KqlList list => ($"dynamic([{Join(list.Items)}])", 9),
            KqlStar => ("*", 9),
            KqlNegative negative => ("-" + Print(negative.Operand, 7), 6),
            KqlCall call => ($"{call.Function}({Join(call.Arguments)})", 9),
            KqlIndex index => ($"{Print(index.List, 9)}[{Print(index.At)}]", 9),
            KqlLogical logical => (string.Join(logical.IsAnd ? " and " : " or ", logical.Items.Select(i => Print(i, logical.IsAnd ? 3 : 2))), logical.IsAnd ? 2 : 1),
            KqlBetween between => ($"{Print(between.Left, 4)} {(between.Negated ? "!between" : "between")} ({Print(between.Low)} .. {Print(between.High)})", 3),
            KqlAmong among => ($"{Print(among.Left, 4)} {among.Operator} ({(among.Query is { } query ? Print(query) : Join(among.Items))})", 3),
            KqlBinary { Operator: "matches" } binary => ($"{Print(binary.Left, 4)} matches regex {Print(binary.Right, 4)}", 3),
            KqlBinary binary when KqlWords.Power(binary.Operator) is var own => ($"{Print(binary.Left, own == 3 ? 4 : own)} {binary.Operator} {Print(binary.Right, own + 1)}", own),
            _ => throw new InvalidOperationException("an expression that cannot be printed"),
        };
        return power < above ? $"({text})" : text;
    }

    /// <summary>A text with its quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    static string Name(string name) => KqlWords.IsPlain(name) ? name : $"[{Quote(name)}]";

    static string Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    static string Join(IEnumerable<KqlExpression> items) => string.Join(", ", items.Select(i => Print(i)));
}
