namespace Hoplite.Store.Hunting.Kql;

// The expressions, by operator precedence.
sealed partial class KqlParser
{
    const int LongestChain = 200;

    KqlExpression Expression(int power = 0)
    {
        Descend();
        var left = Unary();
        for (var links = 0; ; links++)
        {
            var token = Now;
            var own = token.Kind is KqlTokenKind.Name or KqlTokenKind.Symbol ? KqlWords.Power(token.Text) : 0;
            if (own == 0 || own <= power) break;
            if (links > LongestChain) throw Wrong(token.Span, $"the expression has more than {LongestChain} parts", "use in (…) for long lists");
            left = own switch
            {
                1 or 2 => Logical(left, token.Text, own),
                3 => Comparison(left),
                _ => Arithmetic(left, own),
            };
            left = left with { Span = token.Span };
        }

        _depth--;
        return left;
    }

    KqlExpression Logical(KqlExpression first, string word, int own)
    {
        var items = new List<KqlExpression> { first };
        while (Take(word))
        {
            items.Add(Expression(own));
            if (items.Count > 1000) throw Wrong(Now.Span, "the condition has more than 1000 parts", "use in (…) for long lists");
        }

        return new KqlLogical(word == "and", items);
    }

    KqlExpression Arithmetic(KqlExpression left, int own) => new KqlBinary(Next().Text, left, Expression(own));

    KqlExpression Comparison(KqlExpression left)
    {
        var token = Next();
        KqlExpression made;
        switch (token.Text)
        {
            case "between" or "!between":
                Expect("(");
                var low = Expression();
                Expect("..", "write between (low .. high)");
                var high = Expression();
                Expect(")");
                made = new KqlBetween(token.Text[0] == '!', left, low, high);
                break;
            case "in" or "!in" or "in~" or "!in~" or "has_any" or "has_all":
                made = Among(left, token.Text);
                break;
            case "matches":
                Expect("regex", "write matches regex \"…\"");
                made = new KqlBinary("matches", left, Expression(3));
                break;
            default:
                made = new KqlBinary(token.Text, left, Expression(3));
                break;
        }

        if (Now.Kind is KqlTokenKind.Name or KqlTokenKind.Symbol && KqlWords.Power(Now.Text) == 3) throw Wrong(Now.Span, "comparisons cannot be chained", "join them with and, or put one in brackets");
        return made;
    }

    KqlAmong Among(KqlExpression left, string word)
    {
        Expect("(", $"write {word} (\"a\", \"b\")");
        if (Now.Is("(") || (Now.Kind == KqlTokenKind.Name && After().Is("|")))
        {
            var query = Query();
            Expect(")");
            return new KqlAmong(word, left, [], query);
        }

        var items = Arguments(")");
        if (items.Count == 0) throw Wrong(_tokens[_at - 1].Span, "the list is empty");
        return new KqlAmong(word, left, items, null);
    }

    KqlExpression Unary()
    {
        var token = Now;
        if (!Take("-")) return Postfix(Primary());
        Descend();
        var operand = Unary();
        _depth--;
        return operand switch
        {
            KqlInteger { Value: > 0 } number => new KqlInteger(-number.Value) { Span = token.Span.To(number.Span) },
            KqlReal { Value: > 0 } number => new KqlReal(-number.Value) { Span = token.Span.To(number.Span) },
            _ => new KqlNegative(operand) { Span = token.Span },
        };
    }

    KqlExpression Primary()
    {
        var token = Now;
        switch (token.Kind)
        {
            case KqlTokenKind.Text: return new KqlText(Next().Text) { Span = token.Span };
            case KqlTokenKind.Integer: return new KqlInteger((long)Next().Value!) { Span = token.Span };
            case KqlTokenKind.Real: return new KqlReal((double)Next().Value!) { Span = token.Span };
            case KqlTokenKind.Timespan: return new KqlTimespan((long)Next().Value!) { Span = token.Span };
            case KqlTokenKind.Datetime: return new KqlDatetime((DateTime)Next().Value!) { Span = token.Span };
        }

        if (Take("("))
        {
            var inner = Expression();
            Expect(")");
            return inner;
        }

        if (Take("*")) return new KqlStar { Span = token.Span };
        if (token.Is("true") || token.Is("false")) return new KqlBool(Next().Text == "true") { Span = token.Span };
        if (token.Is("dynamic") && After().Is("(")) return Dynamic();
        if (token.Is("[") && After().Kind == KqlTokenKind.Text) return Dotted(NameToken("a name"), token.Span);
        if (token.Kind != KqlTokenKind.Name || KqlWords.Reserved.Contains(token.Text) || token.Text[0] == '!' || token.Text[^1] == '~') throw Unexpected("a column, a value or a function is expected here");
        Next();
        if (!Take("(")) return Dotted(token.Text, token.Span);
        return new KqlCall(token.Text, Arguments(")")) { Span = token.Span };
    }

    KqlName Dotted(string name, KqlSpan span)
    {
        while (Now.Is(".") && (After().Kind == KqlTokenKind.Name || After().Is("[")))
        {
            Next();
            name += "." + NameToken("the rest of the path");
        }

        return new KqlName(name) { Span = span.To(_tokens[_at - 1].Span) };
    }

    KqlExpression Postfix(KqlExpression value)
    {
        for (var links = 0; Now.Is("[") && value is KqlName or KqlCall or KqlIndex; links++)
        {
            if (links > 8) throw Wrong(Now.Span, "too many brackets in a row");
            var span = Next().Span;
            var at = Expression();
            Expect("]");
            value = new KqlIndex(value, at) { Span = span };
        }

        return value;
    }

    KqlList Dynamic()
    {
        var span = Next().Span;
        Expect("(");
        Expect("[", "only lists of constants are written with dynamic: dynamic([\"a\", \"b\"])");
        var items = Arguments("]");
        Expect(")");
        foreach (var item in items)
            if (item is not (KqlText or KqlInteger or KqlReal or KqlDatetime)) throw Wrong(item.Span, "a list in dynamic(…) holds texts, numbers and times only");
        return new KqlList(items) { Span = span };
    }

    List<KqlExpression> Arguments(string close)
    {
        var items = new List<KqlExpression>();
        if (Take(close)) return items;
        do
        {
            items.Add(Expression());
            if (items.Count > 5000) throw Wrong(Now.Span, "the list has more than 5000 entries");
        }
        while (Take(","));
        Expect(close);
        return items;
    }
}
