namespace Hoplite.Store.Hunting.Kql;

// The steps.
sealed partial class KqlParser
{
    // A name with hyphens is several tokens that touch.
    bool OperatorName(out string name)
    {
        name = Now.Kind == KqlTokenKind.Name ? Now.Text : "";
        if (name is "project" or "mv" or "parse" && After().Is("-") && After().Span.Start == Now.Span.End && After(2).Kind == KqlTokenKind.Name && After(2).Span.Start == After().Span.End) name += "-" + After(2).Text;
        return Array.IndexOf(KqlWords.Operators, name) >= 0;
    }

    KqlOperator Operator()
    {
        var start = Now;
        if (!OperatorName(out var name))
        {
            if (start.Kind != KqlTokenKind.Name) throw Unexpected("a step is expected here, such as where, project or summarize");
            throw Wrong(start.Span, $"there is no step {(name.Length > 40 ? name[..40] : name)}", Suggestion.DidYouMean(name, KqlWords.Operators) ?? "steps are " + string.Join(", ", KqlWords.Operators));
        }

        _at += name.Contains('-', StringComparison.Ordinal) ? 3 : 1;
        KqlOperator made = name switch
        {
            "where" or "filter" => new KqlWhere(Expression()),
            "project" or "project-keep" => new KqlProject(Columns()),
            "project-away" => new KqlProjectAway(Names()),
            "project-rename" => new KqlProjectRename(Renames()),
            "extend" => new KqlExtend(Columns()),
            "summarize" => Summarize(),
            "sort" or "order" => Sort(),
            "top" => Top(),
            "take" or "limit" => new KqlTake(Count()),
            "count" => new KqlCount(),
            "distinct" => Take("*") ? new KqlDistinct([]) : new KqlDistinct(Columns()),
            "join" => Join(),
            "union" => new KqlUnion(UnionParts()),
            "mv-expand" => MvExpand(),
            "parse" => Pattern(onlyMatches: false),
            "parse-where" => Pattern(onlyMatches: true),
            "render" => Render(),
            "search" => Search(),
            "sequence" => Sequence(),
            "stack" => new KqlStack(Columns(), By()),
            "rare" => Rare(),
            _ => FirstSeen(),
        };
        return made with { Span = start.Span };
    }

    List<KqlNamed> Columns()
    {
        var columns = new List<KqlNamed>();
        do
        {
            columns.Add(Named());
            if (columns.Count > 500) throw Wrong(Now.Span, "there are more than 500 columns");
        }
        while (Take(","));
        return columns;
    }

    KqlNamed Named()
    {
        var bracketed = Now.Is("[") && After().Kind == KqlTokenKind.Text && After(2).Is("]");
        if (After(bracketed ? 3 : 1).Is("=") && (bracketed || Now.Kind == KqlTokenKind.Name))
        {
            var name = NameToken("the name of a column");
            Next();
            return new KqlNamed(name, Expression());
        }

        return new KqlNamed(null, Expression());
    }

    List<KqlNamed> By() => Take("by") ? Columns() : [];

    KqlName Name() => Primary() is KqlName name ? name : throw Wrong(_tokens[_at - 1].Span, "the name of a column is expected here");

    List<KqlName> Names()
    {
        var names = new List<KqlName>();
        do names.Add(Name());
        while (Take(","));
        return names;
    }

    List<(string, KqlName)> Renames()
    {
        var names = new List<(string, KqlName)>();
        do
        {
            var name = NameToken("the new name");
            Expect("=", "write project-rename new = old");
            names.Add((name, Name()));
        }
        while (Take(","));
        return names;
    }

    KqlSummarize Summarize()
    {
        var aggregates = Now.Is("by") ? [] : Columns();
        return new KqlSummarize(aggregates, By());
    }

    KqlSort Sort()
    {
        Expect("by");
        var keys = new List<KqlSortKey>();
        do keys.Add(SortKey());
        while (Take(","));
        return new KqlSort(keys);
    }

    KqlTop Top()
    {
        var count = Count();
        Expect("by", "write top 10 by count_");
        return new KqlTop(count, SortKey());
    }

    KqlSortKey SortKey()
    {
        var value = Expression();
        var ascending = Take("asc");
        if (!ascending) Take("desc");
        if (!Take("nulls")) return new KqlSortKey(value, ascending, ascending);
        if (Take("first")) return new KqlSortKey(value, ascending, true);
        Expect("last", "write nulls first or nulls last");
        return new KqlSortKey(value, ascending, false);
    }

    long Count()
    {
        if (Now.Kind != KqlTokenKind.Integer) throw Unexpected("a number of rows is expected here");
        return (long)Next().Value!;
    }

    KqlMvExpand MvExpand()
    {
        var column = Named();
        if (column.Name is null && column.Value is not KqlName) throw Wrong(column.Value.Span, "give the column a name", "write mv-expand part = split(command_line, \" \")");
        return new KqlMvExpand(column);
    }

    KqlRender Render()
    {
        var chart = NameToken("a chart such as timechart");
        if (!KqlWords.IsPlain(chart)) throw Wrong(_tokens[_at - 1].Span, "this is no chart");
        if (!Take("with")) return new KqlRender(chart);
        Expect("(");
        while (!Now.Is(")") && Now.Kind != KqlTokenKind.End) Next();
        Expect(")");
        return new KqlRender(chart);
    }

    KqlSearch Search() => Now.Kind == KqlTokenKind.Text ? new KqlSearch(Next().Text) : throw Unexpected("write search \"text\"");
}
