using System.Text.RegularExpressions;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Tests of text, and what makes text of other values.
sealed partial class ExpressionTranslator
{
    const string Letter = @"[^\p{L}\p{N}]";

    /// <summary>Any value as a text.</summary>
    public SqlValue AsText(SqlValue value, KqlSpan span) =>
        value.Kind is KqlKind.List or KqlKind.Map ? throw Translation.Wrong(span, $"a text is expected here, but this is {value.Type}", "use tostring(…), or mv-expand") : new SqlValue(Conversion.ToText(value), KqlType.Text);

    /// <summary>A time, or a text that says one.</summary>
    public SqlValue AsTime(KqlExpression expression)
    {
        if (Translation.Resolve(expression) is KqlText constant && KqlTimespans.TryParseTime(constant.Value, out var time)) return new SqlValue(SqlText.Literal(time), KqlType.Time);
        return Value(expression) switch
        {
            { Kind: KqlKind.Time } value => value,
            { Kind: KqlKind.Text } text => new SqlValue(Conversion.ToTime(text.Sql), KqlType.Time),
            var other => throw Translation.Wrong(expression.Span, $"a time is expected here, but this is {other.Type}"),
        };
    }

    /// <summary>A constant regular expression that was checked, as a literal.</summary>
    public string Regex(KqlExpression expression)
    {
        if (Translation.Resolve(expression) is not KqlText pattern) throw Translation.Wrong(expression.Span, "a constant regular expression is expected here");
        try
        {
            _ = new Regex(pattern.Value, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            throw Translation.Wrong(expression.Span, "this is no regular expression that can be used: " + wrong.Message.TrimEnd('.'), "look-around and back references are not supported");
        }

        return SqlText.Literal(pattern.Value);
    }

    SqlValue TextTest(KqlBinary binary, bool filter)
    {
        var test = TextTestSql(binary.Operator.TrimStart('!'), binary.Left, binary.Right);
        return binary.Operator[0] == '!' ? Denied(new SqlValue(test, KqlType.Bool)) : Truth(test, filter);
    }

    string TextTestSql(string word, KqlExpression leftExpression, KqlExpression rightExpression)
    {
        var left = AsText(Value(leftExpression), leftExpression.Span);
        if (word == "matches") return $"regexp_matches({left.OrEmpty}, {Regex(rightExpression)})";
        var right = AsText(Value(rightExpression), rightExpression.Span);
        var constant = Translation.Resolve(rightExpression) switch
        {
            KqlText text => text.Value,
            KqlInteger => right.Sql,
            _ => null,
        };
        if (constant is "") return "true";
        var exact = word.EndsWith("_cs", StringComparison.Ordinal);
        if (exact) word = word[..^3];

        // Folding the text is the dearest part; a word without letters does without.
        if (constant is not null && constant.All(c => char.IsAscii(c) && !char.IsAsciiLetter(c))) exact = true;
        if (constant is null) (left, right) = (left with { Sql = left.OrEmpty }, right with { Sql = right.OrEmpty });
        var haystack = exact ? left.Sql : $"lower({left.Sql})";
        var needle = exact ? right.Sql : $"lower({right.Sql})";
        var first = !exact && constant is not null && Unfolded(constant) is { } run ? $"contains({left.Sql}, {SqlText.Literal(run)}) AND " : "";
        return word switch
        {
            "contains" => $"({first}contains({haystack}, {needle}))",
            "startswith" => $"({first}starts_with({haystack}, {needle}))",
            "endswith" => $"({first}ends_with({haystack}, {needle}))",
            _ when Translation.Resolve(rightExpression) is KqlText term => $"({first}contains({haystack}, {needle}) AND regexp_matches({haystack}, {Term(word, term.Value, exact)}))",
            _ => throw Translation.Wrong(rightExpression.Span, $"{word} wants a constant text on its right", "use contains to look for the value of a column"),
        };
    }

    // The longest part that has no letters stands in the text as it is: rows without it need no folding.
    static string? Unfolded(string text)
    {
        var (best, start) = ("", 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAscii(text[i]) && !char.IsAsciiLetter(text[i])) continue;
            if (i - start > best.Length) best = text[start..i];
            start = i + 1;
        }

        return best.Length >= 3 ? best : null;
    }

    // A term begins and ends where letters and digits do.
    static string Term(string word, string term, bool exact)
    {
        var pattern = SqlText.Literal(SqlText.Pattern(term));
        if (!exact) pattern = $"lower({pattern})";
        if (word != "hassuffix" && System.Text.Rune.IsLetterOrDigit(FirstRune(term))) pattern = $"'(^|{Letter})' || {pattern}";
        if (word != "hasprefix" && System.Text.Rune.IsLetterOrDigit(LastRune(term))) pattern += $" || '($|{Letter})'";
        return pattern;
    }

    static System.Text.Rune FirstRune(string text) => System.Text.Rune.DecodeFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : System.Text.Rune.ReplacementChar;

    static System.Text.Rune LastRune(string text) => System.Text.Rune.DecodeLastFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : System.Text.Rune.ReplacementChar;
}
