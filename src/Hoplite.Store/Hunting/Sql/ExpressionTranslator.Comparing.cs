using System.Globalization;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Comparisons. They are never null: an absent text compares as the empty one, and whatever else is absent equals nothing.
sealed partial class ExpressionTranslator
{
    SqlValue Binary(KqlBinary binary, bool filter) => binary.Operator switch
    {
        "==" or "!=" or "=~" or "!~" => Equal(binary, filter),
        "<" or "<=" or ">" or ">=" => Truth(Ordered(binary.Operator, binary.Left, binary.Right, binary.Span), filter),
        "+" or "-" or "*" or "/" or "%" => Arithmetic(binary),
        _ => TextTest(binary, filter),
    };

    // In a filter null is as good as false, and the bare comparison lets the database skip row groups.
    static SqlValue Truth(string sql, bool filter) => filter ? new SqlValue($"({sql})", KqlType.Bool) : new SqlValue($"coalesce({sql}, false)", KqlType.Bool, IsTotal: true);

    static SqlValue Denied(SqlValue positive) => new($"(({positive.Sql}) IS NOT TRUE)", KqlType.Bool, IsTotal: true);

    SqlValue Equal(KqlBinary binary, bool filter)
    {
        var fold = binary.Operator[1] == '~';
        if (binary.Operator[0] != '!') return Truth(Equality(binary.Left, binary.Right, fold, binary.Span), filter);
        return Denied(new SqlValue(Equality(binary.Left, binary.Right, fold, binary.Span), KqlType.Bool));
    }

    string Equality(KqlExpression leftExpression, KqlExpression rightExpression, bool fold, KqlSpan span)
    {
        var (left, right) = Alike(leftExpression, rightExpression, span, ordered: false);
        if (left.Kind is KqlKind.List or KqlKind.Map) throw Translation.Wrong(span, $"{left.Type} cannot be compared", "use set_has_element(list, value), or mv-expand");
        if (left.Kind != KqlKind.Text) return $"{left.Sql} = {right.Sql}";
        if (!IsNonEmpty(leftExpression) && !IsNonEmpty(rightExpression)) (left, right) = (left with { Sql = left.OrEmpty }, right with { Sql = right.OrEmpty });
        return fold ? $"lower({left.Sql}) = lower({right.Sql})" : $"{left.Sql} = {right.Sql}";
    }

    string Ordered(string sign, KqlExpression leftExpression, KqlExpression rightExpression, KqlSpan span)
    {
        var (left, right) = Alike(leftExpression, rightExpression, span, ordered: true);
        if (left.Kind is KqlKind.List or KqlKind.Map or KqlKind.Bool) throw Translation.Wrong(span, $"{left.Type} has no order");
        return left.Kind == KqlKind.Text ? $"{left.OrEmpty} {sign} {right.OrEmpty}" : $"{left.Sql} {sign} {right.Sql}";
    }

    bool IsNonEmpty(KqlExpression expression) => Translation.Resolve(expression) is KqlText { Value.Length: > 0 } or KqlInteger;

    // Both sides in one type. A number beside a text that is no constant: equal means written alike, order is that of numbers.
    (SqlValue Left, SqlValue Right) Alike(KqlExpression leftExpression, KqlExpression rightExpression, KqlSpan span, bool ordered)
    {
        var left = Value(leftExpression);
        var right = Value(rightExpression);
        if (left.Kind == right.Kind) return (left, right);
        if (left.Type.IsNumber && right.Type.IsNumber) return (left, right);
        if (right.Kind == KqlKind.Text && left.Kind != KqlKind.Text)
        {
            var (r, l) = Unlike(right, rightExpression, left, leftExpression, span, ordered);
            return (l, r);
        }

        return Unlike(left, leftExpression, right, rightExpression, span, ordered);
    }

    (SqlValue Text, SqlValue Other) Unlike(SqlValue text, KqlExpression textExpression, SqlValue other, KqlExpression otherExpression, KqlSpan span, bool ordered)
    {
        if (text.Kind == KqlKind.Text && Translation.Resolve(textExpression) is KqlText constant)
        {
            if (other.Kind == KqlKind.Integer && long.TryParse(constant.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return (new SqlValue(SqlText.Literal(number), KqlType.Integer), other);
            if (other.Kind == KqlKind.Time && KqlTimespans.TryParseTime(constant.Value, out var time)) return (new SqlValue(SqlText.Literal(time), KqlType.Time), other);
        }
        else if (text.Kind == KqlKind.Text)
        {
            if (other.Kind == KqlKind.Integer && !ordered && Translation.Resolve(otherExpression) is KqlInteger written) return (text, new SqlValue(SqlText.Literal(written.Value.ToString(CultureInfo.InvariantCulture)), KqlType.Text));
            if (other.Kind == KqlKind.Integer) return (new SqlValue(Conversion.ToInteger(text.Sql), KqlType.Integer), other);
            if (other.Kind == KqlKind.Real) return (new SqlValue(Conversion.ToReal(text.Sql), KqlType.Real), other);
            if (other.Kind == KqlKind.Time) return (new SqlValue(Conversion.ToTime(text.Sql), KqlType.Time), other);
            if (other.Kind == KqlKind.Bool) return (text, new SqlValue(Conversion.ToText(other), KqlType.Text));
        }

        throw Translation.Wrong(span, $"{text.Type} cannot be compared with {other.Type}", other.Kind == KqlKind.Time ? "write a time as datetime(2026-01-31T08:00:00Z)" : "convert one side with tostring, tolong, todouble or todatetime");
    }

    SqlValue Between(KqlBetween between, bool filter)
    {
        var inside = $"({Ordered(">=", between.Left, between.Low, between.Span)} AND {Ordered("<=", between.Left, between.High, between.Span)})";
        return between.Negated ? Denied(new SqlValue(inside, KqlType.Bool)) : Truth(inside, filter);
    }

    SqlValue Among(KqlAmong among, bool filter)
    {
        var word = among.Operator.TrimStart('!');
        var inside = word is "has_any" or "has_all" ? HasSeveral(among, word == "has_any") : among.Query is not null ? AmongQuery(among, word == "in~") : AmongItems(among, word == "in~");
        return among.Operator[0] == '!' ? Denied(new SqlValue(inside, KqlType.Bool)) : Truth(inside, filter);
    }

    IEnumerable<KqlExpression> Items(KqlAmong among) => among.Items.SelectMany(i => Translation.Resolve(i) is KqlList list ? list.Items : [i]);

    string HasSeveral(KqlAmong among, bool any)
    {
        if (among.Query is not null) throw Translation.Wrong(among.Span, $"{among.Operator} wants a list of constant texts");
        var tests = Items(among).Select(i => TextTestSql("has", among.Left, i)).ToList();
        return tests.Count == 0 ? (any ? "false" : "true") : SqlText.Join(tests, any ? "OR" : "AND");
    }

    string AmongItems(KqlAmong among, bool fold)
    {
        if (among.Items is [KqlName single] && Translation.Queries.TryGetValue(single.Name, out var named)) return AmongRows(among, named, fold);
        var pairs = Items(among).Select(i => (Item: i, Pair: Alike(among.Left, i, i.Span, ordered: false))).ToList();
        if (pairs.Count == 0) return "false";
        var tests = new List<string>();
        foreach (var group in pairs.GroupBy(p => (p.Pair.Left.Sql, Empty: p.Pair.Left.Kind == KqlKind.Text && !IsNonEmpty(p.Item))))
        {
            var first = group.First().Pair.Left;
            if (first.Kind is KqlKind.List or KqlKind.Map) throw Translation.Wrong(among.Span, $"{first.Type} cannot be compared", "use set_has_element(list, value)");
            var values = group.Select(p => group.Key.Empty ? p.Pair.Right.OrEmpty : p.Pair.Right.Sql).ToList();
            var left = group.Key.Empty ? first.OrEmpty : first.Sql;
            if (fold && first.Kind == KqlKind.Text) (left, values) = ($"lower({left})", [.. values.Select(v => $"lower({v})")]);
            tests.Add($"{left} IN ({string.Join(", ", values)})");
        }

        return SqlText.Join([.. tests.Select(t => $"({t})")], "OR");
    }

    string AmongQuery(KqlAmong among, bool fold) => AmongRows(among, Translation.Nested(Translation, among.Query!), fold);

    string AmongRows(KqlAmong among, Relation query, bool fold)
    {
        if (query.Shown.FirstOrDefault() is not { } column) throw Translation.Wrong(among.Span, "the query has no column");
        var left = AsText(Value(among.Left), among.Span).OrEmpty;
        var right = AsText(new SqlValue(column.Sql, column.Type), among.Span).OrEmpty;
        return fold ? $"lower({left}) IN (SELECT lower({right}) FROM {query.Table})" : $"{left} IN (SELECT {right} FROM {query.Table})";
    }
}
