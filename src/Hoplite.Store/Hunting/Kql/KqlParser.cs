namespace Hoplite.Store.Hunting.Kql;

/// <summary>Reads a query. Whatever the text, it ends with a query or a <see cref="KqlException"/>.</summary>
sealed partial class KqlParser
{
    /// <summary>The longest query, in characters.</summary>
    public const int LongestQuery = 32_768;

    /// <summary>How deep expressions and queries may be nested.</summary>
    public const int DeepestNesting = 60;

    readonly string _text;
    readonly List<KqlToken> _tokens;
    int _at;
    int _depth;

    KqlParser(string text)
    {
        _text = text;
        if (text.Length > LongestQuery) throw new KqlException(text, LongestQuery, 1, $"the query is longer than {LongestQuery} characters");
        _tokens = KqlLexer.Read(text);
    }

    /// <summary>Reads a whole query.</summary>
    public static KqlQuery Parse(string text)
    {
        var parser = new KqlParser(text);
        var query = parser.Query(top: true);
        while (parser.Take(";")) { }
        if (parser.Now.Kind != KqlTokenKind.End) throw parser.Unexpected("a step begins with '|'");
        return query;
    }

    KqlToken Now => _tokens[_at];

    KqlToken After(int tokens = 1) => _tokens[Math.Min(_at + tokens, _tokens.Count - 1)];

    KqlToken Next() => _tokens[_at].Kind == KqlTokenKind.End ? _tokens[_at] : _tokens[_at++];

    bool Take(string text)
    {
        if (!Now.Is(text)) return false;
        _at++;
        return true;
    }

    void Expect(string text, string? hint = null)
    {
        if (!Take(text)) throw Unexpected(hint ?? $"'{text}' is expected here");
    }

    KqlException Unexpected(string? hint) => new(_text, Now.Span.Start, Now.Span.Length, $"{Now} is not expected here", hint);

    KqlException Wrong(KqlSpan span, string message, string? hint = null) => new(_text, span.Start, span.Length, message, hint);

    void Descend()
    {
        if (++_depth > DeepestNesting) throw Wrong(Now.Span, $"the query is nested deeper than {DeepestNesting} levels");
    }

    KqlQuery Query(bool top = false)
    {
        Descend();
        var lets = new List<KqlLet>();
        while (top && Now.Is("let"))
        {
            lets.Add(Let());
            if (lets.Count > 100) throw Wrong(Now.Span, "the query has more than 100 names");
        }

        var steps = new List<KqlOperator>();
        var source = Source(steps);
        while (Take("|"))
        {
            steps.Add(Operator());
            if (steps.Count > 100) throw Wrong(Now.Span, "the query has more than 100 steps");
        }

        _depth--;
        return new KqlQuery(lets, source, steps);
    }

    KqlLet Let()
    {
        var start = Next().Span;
        var name = NameToken("the name of the let");
        Expect("=");
        var query = IsQuery();
        var let = query ? new KqlLet(name, null, Query()) : new KqlLet(name, Expression(), null);
        Expect(";", "a let ends with ';'");
        return let with { Span = start };
    }

    // A let holds a query when a pipe or a table follows; in brackets a pipe tells.
    bool IsQuery()
    {
        if (Now.Kind == KqlTokenKind.Name && (After().Is(";") || (OperatorName(out _) && !After().Is("(")))) return After().Kind != KqlTokenKind.End && !Now.Is("true") && !Now.Is("false");
        for (var i = _at; _tokens[i].Kind != KqlTokenKind.End && !_tokens[i].Is(";"); i++)
            if (_tokens[i].Is("|")) return true;
        return false;
    }

    KqlSource Source(List<KqlOperator> steps)
    {
        var token = Now;
        if (token.Kind == KqlTokenKind.Text)
        {
            Next();
            steps.Add(new KqlSearch(token.Text) { Span = token.Span });
            return new KqlTable("events") { Span = token.Span };
        }

        if (Take("("))
        {
            var inner = Query();
            Expect(")");
            return new KqlNested(inner) { Span = token.Span };
        }

        if (OperatorName(out _) && !After().Is("|") && (After().Kind != KqlTokenKind.End || token.Is("count")))
        {
            if (token.Is("union")) return UnionSource(steps);
            steps.Add(Operator());
            return new KqlTable("events") { Span = token.Span };
        }

        if (token.Kind == KqlTokenKind.Name && (KqlWords.IsPlain(token.Text) || token.Text == "events"))
        {
            Next();
            return new KqlTable(token.Text) { Span = token.Span };
        }

        if (token.Is("[") && After().Kind == KqlTokenKind.Text) return new KqlTable(NameToken("a table")) { Span = token.Span };
        throw Unexpected("a query begins with events, with a step such as 'where …', or with a text to search for");
    }

    KqlSource UnionSource(List<KqlOperator> steps)
    {
        var span = Next().Span;
        var parts = UnionParts();
        if (parts.Count > 1) steps.Add(new KqlUnion(parts.Skip(1).ToList()) { Span = span });
        return new KqlNested(parts[0]) { Span = span };
    }

    List<KqlQuery> UnionParts()
    {
        var parts = new List<KqlQuery>();
        do
        {
            if (Take("("))
            {
                parts.Add(Query());
                Expect(")");
            }
            else parts.Add(new KqlQuery([], new KqlTable(NameToken("a table or a query in brackets")) { Span = _tokens[_at - 1].Span }, []));
            if (parts.Count > 50) throw Wrong(Now.Span, "the union has more than 50 parts");
        }
        while (Take(","));
        return parts;
    }

    string NameToken(string what)
    {
        if (Now.Is("[") && After().Kind == KqlTokenKind.Text && After(2).Is("]"))
        {
            Next();
            var name = Next().Text;
            Next();
            return name;
        }

        if (Now.Kind != KqlTokenKind.Name || Now.Text[0] == '!' || Now.Text[^1] == '~') throw Unexpected($"{what} is expected here");
        return Next().Text;
    }
}
