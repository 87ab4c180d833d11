using System.Globalization;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Steps that group rows.
sealed partial class QueryTranslator
{
    Relation Summarize(Relation rows, KqlSummarize summarize)
    {
        var inner = Over(rows);
        var outer = new ExpressionTranslator(translation, rows, (_, call) => AggregateTable.Translate(inner, translation, call));
        var made = new Grouping(translation, rows);
        foreach (var key in summarize.Keys)
        {
            var value = inner.Value(key.Value);
            if (value.Kind == KqlKind.Map) throw translation.Wrong(key.Value.Span, "rows cannot be grouped by a map");
            made.Key(key.Name ?? ColumnNames.Of(key.Value, made.Count + 1), value);
        }

        foreach (var aggregate in summarize.Aggregates)
        {
            if (aggregate.Value is KqlCall { Function: "arg_max" or "arg_min" } call) made.Row(call, inner, aggregate.Name);
            else made.Aggregate(aggregate.Name ?? ColumnNames.Of(aggregate.Value, made.Count + 1), outer.Value(aggregate.Value));
        }

        return made.Finish();
    }

    Relation Stack(Relation rows, IReadOnlyList<KqlNamed> columns, IReadOnlyList<KqlNamed> groups, long? max, KqlSpan span)
    {
        var (counted, keys, group) = Tally(rows, columns, groups, null, span);
        var count = counted.Find("count")!.Sql;
        var share = translation.Steps.Column("share");
        var table = translation.Steps.Add($"SELECT *, round({count} * 100.0::DOUBLE / sum({count}) OVER ({Partition(group)}), 3) AS {share} FROM {counted.Table}");
        if (max is { } most) table = translation.Steps.Add(string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {table} WHERE {count} <= {most}"));
        return counted.With([new RelationColumn("share", KqlType.Real, share)]) with { Table = table, Order = [$"{count} {(max is null ? "DESC" : "ASC")}", .. keys.Select(k => k.Sql)] };
    }

    Relation FirstSeen(Relation rows, KqlFirstSeen first)
    {
        var since = first.Since is { } given ? Over(rows).AsTime(given).Sql : $"(SELECT least(max({TimeOf(rows, first.Span)}), {SqlText.Literal(translation.Now)}) - INTERVAL 1 DAY FROM {rows.Table})";
        var (counted, keys, group) = Tally(rows, first.Columns, first.Groups, since, first.Span);
        var before = counted.Find("before")!.Sql;
        var baseline = translation.Steps.Column("baseline");
        var table = translation.Steps.Add($"SELECT *, CAST(sum({before}) OVER ({Partition(group)}) AS BIGINT) AS {baseline} FROM {counted.Table}");
        table = translation.Steps.Add($"SELECT * FROM {table} WHERE {before} = 0 AND {baseline} > 0");
        var columns = counted.Columns.Where(c => c.Name != "before").Append(new RelationColumn("baseline", KqlType.Integer, baseline)).ToList();
        return counted with { Table = table, Columns = columns, Order = [$"{counted.Find("first_seen")!.Sql} ASC", .. keys.Select(k => k.Sql)] };
    }

    // How often each combination is seen, on how many machines, when first and last.
    (Relation Rows, List<RelationColumn> Keys, List<RelationColumn> Groups) Tally(Relation rows, IReadOnlyList<KqlNamed> columns, IReadOnlyList<KqlNamed> groups, string? since, KqlSpan span)
    {
        var (computed, keys) = Compute(rows, columns.Concat(groups), span);
        var time = TimeOf(rows, span);
        var made = new Grouping(translation, computed);
        foreach (var key in keys) made.Key(key.Name, new SqlValue(key.Sql, key.Type));
        made.Aggregate("count", new SqlValue("count(*)", KqlType.Integer));
        if (rows.Find("host") is { } host && keys.All(k => k.Sql != host.Sql)) made.Aggregate("hosts", new SqlValue($"count(DISTINCT {host.Sql})", KqlType.Integer));
        made.Aggregate("first_seen", new SqlValue($"min({time})", KqlType.Time));
        made.Aggregate("last_seen", new SqlValue($"max({time})", KqlType.Time));
        if (since is not null) made.Aggregate("before", new SqlValue($"count(*) FILTER (WHERE {time} < {since})", KqlType.Integer));
        var counted = made.Finish();
        var own = counted.Columns.Take(keys.Count).ToList();
        return (counted, own, own.Skip(columns.Count).ToList());
    }

    string TimeOf(Relation rows, KqlSpan span) => rows.Find("time") is { Type.Kind: KqlKind.Time } time ? time.Sql : throw translation.Wrong(span, "this step needs the column time", "keep it with project time, …");

    static string Partition(List<RelationColumn> group) => group.Count == 0 ? "" : "PARTITION BY " + string.Join(", ", group.Select(g => g.Sql));
}
