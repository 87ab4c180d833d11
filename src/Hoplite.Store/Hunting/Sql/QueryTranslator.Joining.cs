using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Steps that bring rows together.
sealed partial class QueryTranslator
{
    Relation Join(Relation left, KqlJoin join)
    {
        var (leftRows, leftKeys) = Compute(left, join.Keys.Select((k, i) => new KqlNamed($"key{i}", new KqlName(k.Left) { Span = join.Span })), join.Span);
        var (rightRows, rightKeys) = Compute(Translate(join.Right), join.Keys.Select((k, i) => new KqlNamed($"key{i}", new KqlName(k.Right) { Span = join.Span })), join.Span);
        var pairs = leftKeys.Zip(rightKeys, (l, r) => l.Type == r.Type ? $"l.{l.Sql} = r.{r.Sql}" : $"{Conversion.ToText(new SqlValue($"l.{l.Sql}", l.Type))} = {Conversion.ToText(new SqlValue($"r.{r.Sql}", r.Type))}");
        foreach (var key in leftKeys.Concat(rightKeys))
            if (key.Type.Kind is KqlKind.List or KqlKind.Map) throw translation.Wrong(join.Span, $"rows cannot be joined on {key.Type}");
        var on = string.Join(" AND ", pairs);
        if (join.Kind is "leftsemi" or "leftanti")
            return leftRows with { Table = translation.Steps.Add($"SELECT * FROM {leftRows.Table} AS l WHERE {(join.Kind == "leftanti" ? "NOT " : "")}EXISTS (SELECT 1 FROM {rightRows.Table} AS r WHERE {on})") };

        var added = new List<RelationColumn>();
        var select = new List<string>();
        foreach (var column in rightRows.Columns)
        {
            var name = column.Name;
            while (leftRows.Columns.Concat(added).Any(c => c.Name == name)) name += "1";
            var made = new RelationColumn(name, column.Type, translation.Steps.Column(name), column.Hidden);
            added.Add(made);
            select.Add($"r.{column.Sql} AS {made.Sql}");
        }

        var table = translation.Steps.Add($"SELECT l.*, {string.Join(", ", select)} FROM {leftRows.Table} AS l {(join.Kind == "leftouter" ? "LEFT JOIN" : "JOIN")} {rightRows.Table} AS r ON {on}");
        return leftRows with { Table = table, Columns = [.. leftRows.Columns, .. added], Order = [] };
    }

    Relation Union(Relation first, KqlUnion union)
    {
        Relation[] parts = [first, .. union.Others.Select(Translate)];
        var events = parts.All(p => p.IsEvents);
        var columns = new List<RelationColumn>();
        foreach (var column in parts.SelectMany(p => p.Columns))
        {
            if (columns.Any(c => c.Name == column.Name)) continue;
            var same = parts.Select(p => p.Columns.FirstOrDefault(c => c.Name == column.Name)).ToList();
            var type = same.OfType<RelationColumn>().All(c => c.Type == column.Type) ? column.Type : KqlType.Text;
            var kept = events && same.All(c => c?.Sql == column.Sql) && EventTable.Any(c => c.Sql == column.Sql);
            columns.Add(column with { Type = type, Sql = kept ? column.Sql : translation.Steps.Column(column.Name), Hidden = same.All(c => c?.Hidden ?? true) });
        }

        var selects = parts.Select(part =>
        {
            var list = events ? EventColumns.All.Select(c => SqlText.Identifier(c.Name)).ToList() : [];
            foreach (var column in columns)
            {
                if (list.Contains(column.Sql, StringComparer.Ordinal)) continue;
                var own = part.Columns.FirstOrDefault(c => c.Name == column.Name);
                var value = own is null ? $"CAST(NULL AS {column.Type.Sql})" : own.Type == column.Type ? own.Sql : Conversion.ToText(new SqlValue(own.Sql, own.Type));
                list.Add($"{value} AS {column.Sql}");
            }

            return $"SELECT {string.Join(", ", list)} FROM {part.Table}";
        });
        return new Relation(translation.Steps.Add(string.Join("\n  UNION ALL ", selects)), columns, events, []);
    }

    Relation MvExpand(Relation rows, KqlMvExpand expand)
    {
        var (computed, made) = Compute(rows, [expand.Column], expand.Span);
        var list = made[0];
        if (list.Type.Kind != KqlKind.List) throw translation.Wrong(expand.Column.Value.Span, $"{list.Type} cannot be expanded", "lists come from split, make_set, make_list and dynamic");
        var sql = translation.Steps.Column(list.Name);
        var table = translation.Steps.Add($"SELECT *, unnest(CASE WHEN len({list.Sql}) > 0 THEN {list.Sql} ELSE [NULL] END) AS {sql} FROM {computed.Table}");
        return (computed with { Table = table }).With([new RelationColumn(list.Name, new KqlType(list.Type.Element), sql)]);
    }
}
