using System.Globalization;
using System.Text;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Library;

/// <summary>Translates one condition into the selections and the condition of a Sigma rule.</summary>
sealed class SigmaCondition(string text)
{
    readonly StringBuilder _selections = new();
    int _count;

    /// <summary>The selections as YAML.</summary>
    public string Selections => _selections.ToString();

    /// <summary>The log source parts that the query fixes.</summary>
    public Dictionary<string, string> LogSource { get; } = new(StringComparer.Ordinal);

    /// <summary>Translates a condition; null when all of it was about the log source.</summary>
    public string? Translate(KqlExpression condition, bool top)
    {
        if (condition is KqlLogical logical)
        {
            var parts = logical.Items.Select(i => Translate(i, top && logical.IsAnd)).OfType<string>().ToList();
            return parts.Count switch { 0 => null, 1 => parts[0], _ => "(" + string.Join(logical.IsAnd ? " and " : " or ", parts) + ")" };
        }

        if (condition is KqlCall { Function: "not", Arguments: [var denied] }) return $"not ({Translate(denied, top: false)})";
        if (top && condition is KqlBinary { Operator: "==" or "=~", Left: KqlName { Name: "product" or "category" or "service" } part, Right: KqlText value })
        {
            LogSource[part.Name] = value.Value;
            return null;
        }

        return condition switch
        {
            KqlBinary binary => Binary(binary),
            KqlAmong among => Among(among),
            KqlBetween between => Between(between),
            _ => throw Wrong(condition.Span, $"{Short(condition)} cannot be said in Sigma", "conditions compare a field with constants"),
        };
    }

    string Binary(KqlBinary binary)
    {
        var negated = binary.Operator[0] == '!';
        var word = binary.Operator switch { "!=" => "==", "!~" => "=~", var other => other.TrimStart('!') };
        var exact = word is "==" || word.EndsWith("_cs", StringComparison.Ordinal);
        var modifiers = word switch
        {
            "==" or "=~" => "",
            "contains" or "contains_cs" => "|contains",
            "startswith" or "startswith_cs" => "|startswith",
            "endswith" or "endswith_cs" => "|endswith",
            "matches" => "|re",
            "<" => "|lt",
            "<=" => "|lte",
            ">" => "|gt",
            ">=" => "|gte",
            _ => throw Wrong(binary.Span, $"{word} cannot be said in Sigma", word.StartsWith("has", StringComparison.Ordinal) ? "use contains, which finds more" : null),
        };
        if (modifiers is "|lt" or "|lte" or "|gt" or "|gte" && binary.Right is not (KqlInteger or KqlReal)) throw Wrong(binary.Span, "only numbers can be compared so in Sigma");
        return (negated ? "not " : "") + Select(binary.Left, modifiers, [binary.Right], exact);
    }

    string Among(KqlAmong among)
    {
        if (among.Query is not null || among.Operator is "has_any" or "has_all") throw Wrong(among.Span, $"{among.Operator} cannot be said in Sigma", "use in (…) with constants, or contains");
        return (among.Operator[0] == '!' ? "not " : "") + Select(among.Left, "", among.Items.SelectMany(i => i is KqlList list ? list.Items : [i]).ToList(), exact: among.Operator[^1] != '~');
    }

    string Between(KqlBetween between)
    {
        if (between.Low is not KqlInteger || between.High is not KqlInteger) throw Wrong(between.Span, "only numbers can be compared so in Sigma");
        var inside = $"({Select(between.Left, "|gte", [between.Low], false)} and {Select(between.Left, "|lte", [between.High], false)})";
        return between.Negated ? "not " + inside : inside;
    }

    string Select(KqlExpression left, string modifiers, IReadOnlyList<KqlExpression> values, bool exact)
    {
        var name = left switch
        {
            KqlName column => column.Name,
            KqlIndex { List: KqlName { Name: "fields" }, At: KqlText key } => key.Value,
            KqlCall { Function: "tolong" or "toint" or "tostring" or "tolower", Arguments: [KqlName column] } => column.Name,
            _ => throw Wrong(left.Span, $"{Short(left)} cannot be said in Sigma", "only fields themselves can be compared"),
        };
        var field = SigmaFields.Field(name) ?? throw Wrong(left.Span, $"Sigma has no one name for the column {name}", "use the name that the source gives the field, such as TargetUserName");
        var texts = values.Select(Constant).ToList();
        if (exact && modifiers is not "|re" && texts.Any(t => t.Any(char.IsLetter))) modifiers += "|cased";
        var selection = string.Create(CultureInfo.InvariantCulture, $"s{++_count}");
        _selections.Append(CultureInfo.InvariantCulture, $"  {selection}:\n    {Yaml(field + modifiers)}:\n");
        foreach (var (value, written) in texts.Zip(values)) _selections.Append(CultureInfo.InvariantCulture, $"      - {(written is KqlInteger or KqlReal ? value : Yaml(modifiers == "|re" ? value : Escape(value)))}\n");
        return selection;
    }

    string Constant(KqlExpression value) => value switch
    {
        KqlText constant => constant.Value,
        KqlInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        KqlReal number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        _ => throw Wrong(value.Span, $"{Short(value)} is no constant", "only constants can be said in Sigma"),
    };

    // Stars, question marks and the backslashes before them mean themselves.
    static string Escape(string value) => value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal);

    /// <summary>A text as YAML; single quotes where it has no control characters, so that backslashes stay readable.</summary>
    internal static string Yaml(string text) => text.Any(char.IsControl) ? KqlPrinter.Quote(text) : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    static string Short(KqlExpression expression) => expression.ToString() is { Length: <= 60 } text ? text : expression.ToString()[..60] + "…";

    KqlException Wrong(KqlSpan span, string message, string? hint = null) => new(text, span.Start, span.Length, message, hint);
}
