using System.Globalization;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Builds the statement of one grouping.</summary>
sealed class Grouping(Translation translation, Relation rows)
{
    readonly List<string> _select = [];
    readonly List<RelationColumn> _columns = [];
    readonly List<string> _unpacked = [];
    int _keys;
    bool _isEvents;

    /// <summary>How many columns there are so far.</summary>
    public int Count => _columns.Count;

    /// <summary>Adds a key; all keys come before the aggregates.</summary>
    public void Key(string name, SqlValue value)
    {
        Add(name, value);
        _keys++;
    }

    /// <summary>Adds an aggregate.</summary>
    public void Aggregate(string name, SqlValue value) => Add(name, value);

    /// <summary>Adds the columns of the row in which a value is largest or smallest.</summary>
    public void Row(KqlCall call, ExpressionTranslator inner, string? name)
    {
        if (call.Arguments.Count < 2) throw translation.Wrong(call.Span, $"{call.Function} does not take {call.Arguments.Count} arguments", $"write {AggregateTable.Find(call.Function)!.Signature}");
        var key = inner.Value(call.Arguments[0]);
        if (key.Kind is KqlKind.List or KqlKind.Map) throw translation.Wrong(call.Arguments[0].Span, $"{key.Type} has no order");
        var packed = new List<(string Name, SqlValue Value, string Sql)>();
        var all = call.Arguments.Count == 2 && call.Arguments[1] is KqlStar;
        var whole = all && rows.IsEvents && !_isEvents;
        if (whole)
        {
            packed.AddRange(rows.Columns.Select(c => (c.Name, new SqlValue(c.Sql, c.Type), c.Sql)));
            foreach (var column in Events.EventColumns.All)
                if (SqlText.Identifier(column.Name) is var sql && packed.All(p => p.Sql != sql)) packed.Add(("", new SqlValue(sql, default), sql));
            _isEvents = true;
        }
        else
        {
            var own = name ?? ColumnNames.Of(call.Arguments[0], Count + 1);
            packed.Add((own, key, translation.Steps.Column(own)));
            if (all) packed.AddRange(rows.Shown.Where(c => c.Name != own).Select(c => (c.Name, new SqlValue(c.Sql, c.Type), translation.Steps.Column(c.Name))));
            else
                foreach (var argument in call.Arguments.Skip(1))
                    packed.Add((ColumnNames.Of(argument, Count + packed.Count), inner.Value(argument), translation.Steps.Column("arg")));
        }

        var row = translation.Steps.Column("row");
        var fields = packed.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"'c{i}': {p.Value.Sql}"));
        _select.Add($"{(call.Function == "arg_max" ? "max_by" : "min_by")}({{{string.Join(", ", fields)}}}, {key.Sql}) AS {row}");
        for (var i = 0; i < packed.Count; i++)
        {
            _unpacked.Add(string.Create(CultureInfo.InvariantCulture, $"{row}.c{i} AS {packed[i].Sql}"));
            if (packed[i].Name.Length > 0 && _columns.All(c => c.Name != packed[i].Name)) _columns.Add(new RelationColumn(packed[i].Name, packed[i].Value.Type, packed[i].Sql, Hidden: packed[i].Name == "shape"));
        }
    }

    /// <summary>The rows of the groups.</summary>
    public Relation Finish()
    {
        var keys = _keys == 0 ? "" : " GROUP BY " + string.Join(", ", Enumerable.Range(1, _keys));
        var table = translation.Steps.Add($"SELECT {string.Join(", ", _select)} FROM {rows.Table}{keys}");
        if (_unpacked.Count > 0) table = translation.Steps.Add($"SELECT *, {string.Join(", ", _unpacked)} FROM {table}");
        return new Relation(table, _columns, _isEvents, []);
    }

    void Add(string name, SqlValue value)
    {
        var unique = name;
        for (var n = 1; _columns.Any(c => c.Name == unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{name}{n}");
        var sql = translation.Steps.Column(unique);
        _select.Add($"{value.Sql} AS {sql}");
        _columns.Add(new RelationColumn(unique, value.Type, sql));
    }
}
