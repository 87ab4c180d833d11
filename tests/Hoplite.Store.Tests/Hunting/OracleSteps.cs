using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Sql;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>Runs whole queries over rows in memory, step by step.</summary>
sealed class OracleSteps(IReadOnlyList<OracleRow> events)
{
    public List<OracleRow> Run(KqlQuery query)
    {
        var rows = query.Source is KqlNested nested ? Run(nested.Query) : [.. events];
        foreach (var step in query.Operators) rows = Step(rows, step);
        return rows;
    }

    List<OracleRow> Step(List<OracleRow> rows, KqlOperator step) => step switch
    {
        KqlWhere where => [.. rows.Where(r => Oracle.Evaluate(where.Condition, r).IsTrue)],
        KqlProject project => [.. rows.Select(r => r.With(Columns(project.Columns, r), keep: false))],
        KqlExtend extend => [.. rows.Select(r => r.With(Columns(extend.Columns, r)))],
        KqlProjectAway away => [.. rows.Select(r => new OracleRow(r.Columns.Where(c => away.Columns.All(a => a.Name != c.Key)).ToDictionary(StringComparer.Ordinal), r.Fields))],
        KqlCount => [new OracleRow(new(StringComparer.Ordinal) { ["Count"] = OracleValue.Whole(rows.Count) }, null)],
        KqlDistinct distinct => [.. rows.Select(r => r.With(Columns(distinct.Columns, r), keep: false)).DistinctBy(Key)],
        KqlSort sort => [.. Sorted(rows, sort.Keys)],
        KqlTake take => [.. rows.Take((int)take.Count)],
        KqlSummarize summarize => Summarize(rows, summarize),
        KqlJoin join => Join(rows, Run(join.Right), join),
        KqlUnion union => Union([rows, .. union.Others.Select(Run)]),
        KqlMvExpand expand => [.. rows.SelectMany(r => Columns([expand.Column], r).First() is var (name, list) && list.Value is string[] { Length: > 0 } items ? items.Select(i => r.With([(name, OracleValue.Text(i))])) : [r.With([(Columns([expand.Column], r).First().Name, OracleValue.Text(null))])])],
        KqlSearch search => [.. rows.Where(r => Holds(r, search.Text))],
        KqlRare rare => [.. Tally(rows, rare.Columns, rare.Groups).Where(r => (long)r.Columns["count"].Value! <= rare.Max)],
        KqlStack stack => Tally(rows, stack.Columns, stack.Groups),
        KqlParse parse => [.. rows.Select(r => (Row: r, Found: Cut(parse, Oracle.Evaluate(parse.Value, r).OrEmpty))).Where(p => p.Found is not null || !parse.OnlyMatches).Select(p => p.Row.With(Captured(parse, p.Found)))],
        KqlFirstSeen first => FirstSeen(rows, first),
        KqlSequence sequence => Sequence(rows, sequence),
        _ => throw new NotSupportedException(step.ToString()),
    };

    static IEnumerable<(string Name, OracleValue Value)> Columns(IReadOnlyList<KqlNamed> columns, OracleRow row) => columns.Select((c, i) => (c.Name ?? ColumnNames.Of(c.Value, i + 1), Oracle.Evaluate(c.Value, row)));

    static string Key(OracleRow row) => string.Join('\u0001', row.Columns.Values.Select(v => OracleValue.Show(v.Value)));

    static IEnumerable<OracleRow> Sorted(List<OracleRow> rows, IReadOnlyList<KqlSortKey> keys) => rows.Order(Comparer<OracleRow>.Create((a, b) =>
    {
        foreach (var key in keys)
        {
            var (x, y) = (Oracle.Evaluate(key.Value, a), Oracle.Evaluate(key.Value, b));
            var order = (x.Value, y.Value) switch
            {
                (null, null) => 0,
                (null, _) => key.NullsFirst ? -1 : 1,
                (_, null) => key.NullsFirst ? 1 : -1,
                (string s, string t) => OracleValue.Compare(s, t) * (key.Ascending ? 1 : -1),
                _ => Comparer<object>.Default.Compare(x.Value, y.Value) * (key.Ascending ? 1 : -1),
            };
            if (order != 0) return order;
        }

        return 0;
    }));

    static List<OracleRow> Summarize(List<OracleRow> rows, KqlSummarize summarize)
    {
        var groups = summarize.Keys.Count == 0 ? [rows] : rows.GroupBy(r => Key(r.With(Columns(summarize.Keys, r), keep: false))).Select(g => g.ToList());
        return [.. groups.Select(g => new OracleRow(new(StringComparer.Ordinal), null).With([
            .. g.Count == 0 ? [] : Columns(summarize.Keys, g[0]),
            .. summarize.Aggregates.Select(a => (a.Name!, Aggregate((KqlCall)a.Value, g)))]))];
    }

    static OracleValue Aggregate(KqlCall call, List<OracleRow> rows)
    {
        var values = call.Arguments.Count == 0 ? [] : rows.Select(r => Oracle.Evaluate(call.Arguments[0], r)).ToList();
        var there = values.Where(v => v.Value is not null).ToList();
        return call.Function switch
        {
            "count" => OracleValue.Whole(rows.Count),
            "countif" => OracleValue.Whole(values.Count(v => v.IsTrue)),
            "dcount" => OracleValue.Whole(there.Select(v => v.Value).Distinct().Count()),
            "sum" => OracleValue.Whole(there.Count == 0 ? null : there.Aggregate(System.Numerics.BigInteger.Zero, (s, v) => s + (long)v.Value!) is var sum && sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : null),
            "min" => there.Count == 0 ? default : there.MinBy(v => v.Value, Values),
            "max" => there.Count == 0 ? default : there.MaxBy(v => v.Value, Values),
            "make_set" => new OracleValue('L', there.Select(v => (string)v.Value!).Distinct(StringComparer.Ordinal).Order(Comparer<string>.Create(OracleValue.Compare)).ToArray()),
            _ => throw new NotSupportedException(call.Function),
        };
    }

    static readonly IComparer<object?> Values = Comparer<object?>.Create((a, b) => a is string s ? OracleValue.Compare(s, (string)b!) : Comparer<object?>.Default.Compare(a, b));

    static List<OracleRow> Join(List<OracleRow> left, List<OracleRow> right, KqlJoin join)
    {
        bool Match(OracleRow l, OracleRow r) => join.Keys.All(k => Oracle.Evaluate(new KqlName(k.Left), l).Value is { } a && a.Equals(Oracle.Evaluate(new KqlName(k.Right), r).Value));
        OracleRow Both(OracleRow l, Dictionary<string, OracleValue> r) => l.With(r.Select(c => (l.Columns.ContainsKey(c.Key) ? c.Key + "1" : c.Key, c.Value)));
        return join.Kind switch
        {
            "inner" => [.. left.SelectMany(l => right.Where(r => Match(l, r)).Select(r => Both(l, r.Columns)))],
            "leftouter" => [.. left.SelectMany(l => right.Where(r => Match(l, r)).ToList() is { Count: > 0 } found ? found.Select(r => Both(l, r.Columns)) : [l.With([("absent", default)])])],
            "leftsemi" => [.. left.Where(l => right.Exists(r => Match(l, r)))],
            _ => [.. left.Where(l => !right.Exists(r => Match(l, r)))],
        };
    }

    static List<OracleRow> Union(List<OracleRow>[] parts)
    {
        var names = parts.SelectMany(p => p).SelectMany(r => r.Columns.Keys).Distinct(StringComparer.Ordinal).ToList();
        return [.. parts.SelectMany(p => p).Select(r => new OracleRow(names.ToDictionary(n => n, n => r.Columns.GetValueOrDefault(n), StringComparer.Ordinal), r.Fields))];
    }

    static bool Holds(OracleRow row, string text)
    {
        var what = OracleValue.Fold(text);
        return row.Columns.Any(c => c.Key != "source" && c.Value is { Type: 'T', Value: string value } && OracleValue.Fold(value).Contains(what, StringComparison.Ordinal))
            || (row.Fields?.Values.Any(v => v is not null && OracleValue.Fold(v).Contains(what, StringComparison.Ordinal)) ?? false);
    }

    static List<OracleRow> Tally(List<OracleRow> rows, IReadOnlyList<KqlNamed> columns, IReadOnlyList<KqlNamed> groups) =>
        [.. rows.GroupBy(r => Key(r.With(Columns([.. columns, .. groups], r), keep: false))).Select(g => new OracleRow(new(StringComparer.Ordinal), null).With([.. Columns([.. columns, .. groups], g.First()), ("count", OracleValue.Whole(g.Count()))]))];

    // The columns of a pattern: the first place where what follows fits, tried one after the other.
    static List<string>? Cut(KqlParse parse, string text)
    {
        return Match(0, 0);

        List<string>? Match(int part, int at)
        {
            if (part == parse.Pattern.Count) return at == text.Length ? [] : null;
            var piece = parse.Pattern[part];
            if (piece.Literal is { } literal) return text.AsSpan(at).StartsWith(literal, StringComparison.Ordinal) ? Match(part + 1, at + literal.Length) : null;
            for (var end = part == parse.Pattern.Count - 1 ? text.Length : at; end <= text.Length; end++)
                if (Match(part + 1, end) is { } rest) return piece.Column is null ? rest : [text[at..end], .. rest];
            return null;
        }
    }

    static IEnumerable<(string Name, OracleValue Value)> Captured(KqlParse parse, List<string>? found) => parse.Pattern.Where(p => p.Column is not null).Select((p, i) => (p.Column!, OracleValue.Text(found?[i] ?? "")));

    static List<OracleRow> FirstSeen(List<OracleRow> rows, KqlFirstSeen first)
    {
        string Of(IReadOnlyList<KqlNamed> columns, OracleRow row) => Key(row.With(Columns(columns, row), keep: false));
        var since = (DateTime)Oracle.Evaluate(first.Since!, rows.FirstOrDefault() ?? new OracleRow(new(StringComparer.Ordinal), null)).Value!;
        var old = rows.Where(r => (DateTime)r.Columns["time"].Value! < since).ToList();
        return [.. rows.Where(r => old.TrueForAll(o => Of([.. first.Columns, .. first.Groups], o) != Of([.. first.Columns, .. first.Groups], r)) && old.Exists(o => Of(first.Groups, o) == Of(first.Groups, r)))
            .GroupBy(r => Of([.. first.Columns, .. first.Groups], r))
            .Select(g => g.First().With([.. Columns([.. first.Columns, .. first.Groups], g.First()), ("count", OracleValue.Whole(g.Count())), ("baseline", OracleValue.Whole(old.Count(o => Of(first.Groups, o) == Of(first.Groups, g.First()))))], keep: false))];
    }

    static List<OracleRow> Sequence(List<OracleRow> rows, KqlSequence sequence)
    {
        var ordered = rows.OrderBy(r => (DateTime)r.Columns["time"].Value!).ThenBy(r => (long)r.Columns["ordinal"].Value!).ToList();
        var chains = new Dictionary<int, int>();
        for (var first = 0; first < ordered.Count; first++)
        {
            var keys = Columns(sequence.Keys, ordered[first]).ToList();
            if (!Oracle.Evaluate(sequence.Steps[0], ordered[first]).IsTrue || keys.Any(k => k.Value.Value is null)) continue;
            var at = first;
            for (var step = 1; step < sequence.Steps.Count && at >= 0; step++)
                at = ordered.FindIndex(at + 1, r => Oracle.Evaluate(sequence.Steps[step], r).IsTrue && Columns(sequence.Keys, r).SequenceEqual(keys));
            if (at >= 0 && ((DateTime)ordered[at].Columns["time"].Value! - (DateTime)ordered[first].Columns["time"].Value!).Ticks / 10 <= sequence.MaxSpan) chains[at] = first;
        }

        return [.. chains.Select(c => new OracleRow(new(StringComparer.Ordinal), null).With([.. Columns(sequence.Keys, ordered[c.Value]), ("started", ordered[c.Value].Columns["time"]), ("ended", ordered[c.Key].Columns["time"]), ("step1.ordinal", ordered[c.Value].Columns["ordinal"])]))];
    }
}
