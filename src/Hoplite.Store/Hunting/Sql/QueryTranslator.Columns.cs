using System.Globalization;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Steps that choose and compute columns, and those that choose rows.
sealed partial class QueryTranslator
{
    Relation Where(Relation rows, KqlWhere where) => rows with { Table = translation.Steps.Add($"SELECT * FROM {rows.Table} WHERE {Over(rows).Condition(where.Condition)}") };

    /// <summary>Makes columns of expressions; what is a column already costs no step.</summary>
    (Relation Rows, List<RelationColumn> Columns) Compute(Relation rows, IEnumerable<KqlNamed> columns, KqlSpan span)
    {
        var translator = Over(rows);
        var made = new List<RelationColumn>();
        var computed = new List<string>();
        foreach (var column in columns)
        {
            var value = translator.Value(column.Value);
            var name = column.Name ?? ColumnNames.Of(column.Value, made.Count + 1);
            if (made.Any(m => m.Name == name)) throw translation.Wrong(column.Value.Span.Length > 0 ? column.Value.Span : span, $"there are two columns {name}", "give one of them another name");
            var sql = value.Sql;
            if (rows.Columns.All(c => c.Sql != sql))
            {
                sql = translation.Steps.Column(name);
                computed.Add($"{value.Sql} AS {sql}");
            }

            made.Add(new RelationColumn(name, value.Type, sql));
        }

        return (computed.Count == 0 ? rows : rows with { Table = translation.Steps.Add($"SELECT *, {string.Join(", ", computed)} FROM {rows.Table}") }, made);
    }

    Relation Project(Relation rows, IReadOnlyList<KqlNamed> columns, KqlSpan span)
    {
        var (computed, made) = Compute(rows, columns, span);
        return computed with { Columns = made, IsEvents = false, Parts = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal) };
    }

    Relation Extend(Relation rows, KqlExtend extend)
    {
        var (computed, made) = Compute(rows, extend.Columns, extend.Span);
        return computed.With(made);
    }

    Relation ProjectAway(Relation rows, KqlProjectAway away)
    {
        var gone = away.Columns.Select(c => Existing(rows, c)).ToList();
        return rows with { Columns = [.. rows.Columns.Where(c => !gone.Contains(c))] };
    }

    Relation ProjectRename(Relation rows, KqlProjectRename rename)
    {
        var columns = rows.Columns.ToList();
        foreach (var (name, old) in rename.Columns)
        {
            if (columns.Any(c => c.Name == name)) throw translation.Wrong(rename.Span, $"there is a column {name} already");
            var at = columns.IndexOf(Existing(rows with { Columns = columns }, old));
            columns[at] = columns[at] with { Name = name };
        }

        return rows with { Columns = columns };
    }

    RelationColumn Existing(Relation rows, KqlName name)
    {
        if (rows.Find(name.Name) is { } column) return column;
        if (rows.IsEvents && EventColumns.Find(name.Name) is { } known && rows.Find(known.Name) is { } behind) return behind;
        throw translation.Wrong(name.Span, $"there is no column {name.Name} at this step", Suggestion.DidYouMean(name.Name, rows.Columns.Select(c => c.Name)));
    }

    Relation Sort(Relation rows, IReadOnlyList<KqlSortKey> keys)
    {
        var named = keys.Select((k, i) => new KqlNamed(string.Create(CultureInfo.InvariantCulture, $"sort{i}"), k.Value));
        var (computed, made) = Compute(rows, named, default);
        foreach (var (column, key) in made.Zip(keys))
            if (column.Type.Kind is KqlKind.List or KqlKind.Map) throw translation.Wrong(key.Value.Span, $"{column.Type} has no order");
        return computed with { Order = [.. made.Zip(keys, (c, k) => $"{c.Sql} {(k.Ascending ? "ASC" : "DESC")} NULLS {(k.NullsFirst ? "FIRST" : "LAST")}")] };
    }

    Relation Take(Relation rows, long count) => rows with { Table = translation.Steps.Add($"SELECT * FROM {rows.Table}{OrderBy(rows.Order)} LIMIT {count.ToString(CultureInfo.InvariantCulture)}") };

    Relation Count(Relation rows)
    {
        var name = translation.Steps.Column("count");
        return new Relation(translation.Steps.Add($"SELECT count(*) AS {name} FROM {rows.Table}"), [new RelationColumn("Count", KqlType.Integer, name)], false, []);
    }

    Relation Distinct(Relation rows, KqlDistinct distinct)
    {
        if (distinct.Columns.Count > 0) rows = Project(rows, distinct.Columns, distinct.Span);
        var columns = rows.Shown.Select(c => c with { Sql = translation.Steps.Column(c.Name) }).ToList();
        var list = string.Join(", ", rows.Shown.Zip(columns, (old, made) => $"{old.Sql} AS {made.Sql}"));
        return new Relation(translation.Steps.Add($"SELECT DISTINCT {list} FROM {rows.Table}"), columns, false, []);
    }

    /// <summary>The ORDER BY of some keys; empty for none.</summary>
    internal static string OrderBy(IReadOnlyList<string> order) => order.Count == 0 ? "" : " ORDER BY " + string.Join(", ", order);
}
