using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Translates queries: every step becomes a table expression, or only another view of the columns of the one before.</summary>
/// <param name="translation">What the query shares.</param>
/// <param name="from">Only events from this time on.</param>
/// <param name="until">Only events before this time.</param>
sealed partial class QueryTranslator(Translation translation, DateTime? from, DateTime? until)
{
    /// <summary>Translates a query.</summary>
    public Relation Translate(KqlQuery query)
    {
        foreach (var let in query.Lets)
        {
            if (translation.Constants.ContainsKey(let.Name) || translation.Queries.ContainsKey(let.Name)) throw translation.Wrong(let.Span, $"{let.Name} is named twice");
            if (let.Query is { } named) translation.Queries[let.Name] = Translate(named);
            else translation.Constants[let.Name] = Constant(let.Value!, let.Span);
        }

        var rows = Source(query.Source);
        foreach (var step in query.Operators) rows = Step(rows, step);
        return rows;
    }

    Relation Step(Relation rows, KqlOperator step) => step switch
    {
        KqlWhere where => Where(rows, where),
        KqlProject project => Project(rows, project.Columns, project.Span),
        KqlProjectAway away => ProjectAway(rows, away),
        KqlProjectRename rename => ProjectRename(rows, rename),
        KqlExtend extend => Extend(rows, extend),
        KqlSummarize summarize => Summarize(rows, summarize),
        KqlSort sort => Sort(rows, sort.Keys),
        KqlTop top => Take(Sort(rows, [top.Key]), top.Count),
        KqlTake take => Take(rows, take.Count),
        KqlCount => Count(rows),
        KqlDistinct distinct => Distinct(rows, distinct),
        KqlJoin join => Join(rows, join),
        KqlUnion union => Union(rows, union),
        KqlMvExpand expand => MvExpand(rows, expand),
        KqlParse parse => Parse(rows, parse),
        KqlSearch search => Search(rows, search),
        KqlSequence sequence => Sequence(rows, sequence),
        KqlStack stack => Stack(rows, stack.Columns, stack.Groups, null, stack.Span),
        KqlRare rare => Stack(rows, rare.Columns, rare.Groups, rare.Max, rare.Span),
        KqlFirstSeen first => FirstSeen(rows, first),
        _ => rows,
    };

    Relation Source(KqlSource source)
    {
        if (source is KqlNested nested) return Translate(nested.Query);
        var name = ((KqlTable)source).Name;
        if (translation.Queries.TryGetValue(name, out var named)) return named;
        if (name == EventColumns.Table) return Events();
        if (TableShortcuts.Find(name) is { } condition) return Where(Events(), new KqlWhere(condition));
        throw translation.Wrong(source.Span, $"there is no table {(name.Length > 40 ? name[..40] : name)}", Suggestion.DidYouMean(name, [.. TableShortcuts.Names, .. translation.Queries.Keys, EventColumns.Table, .. KqlWords.Operators]) ?? "all events are in the table events");
    }

    Relation Events()
    {
        var window = new List<string>();
        if (from is { } first) window.Add($"\"time\" >= {SqlText.Literal(first)}");
        if (until is { } end) window.Add($"\"time\" < {SqlText.Literal(end)}");
        var table = window.Count == 0 ? EventColumns.Table : translation.Steps.Add($"SELECT * FROM {EventColumns.Table} WHERE {string.Join(" AND ", window)}");
        return new Relation(table, EventTable, IsEvents: true, []);
    }

    static readonly RelationColumn[] EventTable =
    [
        .. EventColumns.All.Select(c => new RelationColumn(c.Name, c.Type switch
        {
            ColumnType.Integer => KqlType.Integer,
            ColumnType.Time => KqlType.Time,
            ColumnType.Map => KqlType.Map,
            _ => KqlType.Text,
        }, SqlText.Identifier(c.Name), Hidden: c.Name is "shape")),
    ];

    KqlExpression Constant(KqlExpression value, KqlSpan span) => translation.Resolve(value) switch
    {
        KqlText or KqlInteger or KqlReal or KqlBool or KqlDatetime or KqlTimespan or KqlList => translation.Resolve(value),
        KqlNegative { Operand: KqlTimespan negated } => new KqlTimespan(-negated.Microseconds),
        KqlCall { Function: "now", Arguments.Count: 0 } => new KqlDatetime(translation.Now),
        KqlCall { Function: "ago", Arguments: [var back] } when translation.Resolve(back) is KqlTimespan past && past.Microseconds < (translation.Now - DateTime.UnixEpoch).Ticks / 10 => new KqlDatetime(translation.Now.AddTicks(-past.Microseconds * 10)),
        KqlName name => throw translation.Wrong(name.Span, $"there is no constant {name.Name}", "a let holds a constant, a list in dynamic([…]), or a query"),
        _ => throw translation.Wrong(span, "a let holds a constant, a list in dynamic([…]), or a query"),
    };

    ExpressionTranslator Over(Relation rows) => new(translation, rows);
}
