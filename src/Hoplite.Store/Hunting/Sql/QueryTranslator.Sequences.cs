using System.Globalization;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Events that follow each other: from each first event to the next one that fits the second step, and so on.
sealed partial class QueryTranslator
{
    Relation Sequence(Relation rows, KqlSequence sequence)
    {
        var time = TimeOf(rows, sequence.Span);
        var (computed, keys) = Compute(rows, sequence.Keys, sequence.Span);
        var translator = Over(computed);
        var steps = sequence.Steps.Select(translator.TotalCondition).ToList();
        var marks = steps.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{s} AS hit{i + 1}"));
        var ties = rows.IsEvents ? ", \"source\", \"position\", \"ordinal\"" : "";
        var matched = translation.Steps.Add($"SELECT *, {string.Join(", ", marks)}, row_number() OVER (ORDER BY {time}{ties}) AS seq_n FROM {computed.Table} WHERE {SqlText.Join(steps, "OR")}", keep: true);

        var names = keys.Select(k => (k.Name, k.Type, Old: k.Sql, Sql: translation.Steps.Column(k.Name))).ToList();
        var keyList = string.Concat(names.Select(k => $"{k.Old} AS {k.Sql}, "));
        string Events(int step) => string.Create(CultureInfo.InvariantCulture, $"SELECT {keyList}seq_n AS n{step}, {time} AS t{step} FROM {matched} WHERE hit{step}");
        var chain = translation.Steps.Add(Events(1));
        for (var step = 2; step <= steps.Count; step++)
        {
            var on = string.Concat(names.Select(k => $"a.{k.Sql} = b.{k.Sql} AND "));
            chain = translation.Steps.Add(string.Create(CultureInfo.InvariantCulture, $"SELECT a.*, b.n{step}, b.t{step} FROM {chain} AS a ASOF JOIN ({Events(step)}) AS b ON {on}a.n{step - 1} < b.n{step}"));
        }

        // Of several chains with the same end the shortest tells most.
        var last = steps.Count;
        chain = translation.Steps.Add(string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {chain} WHERE epoch_us(t{last}) - epoch_us(t1) <= {sequence.MaxSpan} QUALIFY row_number() OVER (PARTITION BY n{last} ORDER BY n1 DESC) = 1"));
        return WithEvents(chain, matched, computed, names.Select(k => new RelationColumn(k.Name, k.Type, k.Sql)).ToList(), last);
    }

    // The columns of every step are there under step1.name, but only shown when they are named.
    Relation WithEvents(string chain, string matched, Relation rows, List<RelationColumn> columns, int steps)
    {
        var (start, end, took) = (translation.Steps.Column("started"), translation.Steps.Column("ended"), translation.Steps.Column("took"));
        columns.AddRange([new("started", KqlType.Time, start), new("ended", KqlType.Time, end), new("took", KqlType.Span, took)]);
        var select = new List<string> { "c.*", $"t1 AS {start}", $"t{steps} AS {end}", $"epoch_us(t{steps}) - epoch_us(t1) AS {took}" };
        var joins = new List<string>();
        var parts = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        for (var step = 1; step <= steps; step++)
        {
            joins.Add(string.Create(CultureInfo.InvariantCulture, $"JOIN {matched} AS e{step} ON c.n{step} = e{step}.seq_n"));
            foreach (var column in rows.Columns)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"step{step}.{column.Name}");
                var sql = translation.Steps.Column(name);
                select.Add(string.Create(CultureInfo.InvariantCulture, $"e{step}.{column.Sql} AS {sql}"));
                columns.Add(new RelationColumn(name, column.Type, sql, Hidden: column.Name is not ("process" or "command_line" or "user" or "message") || !rows.IsEvents));
            }

            if (!rows.IsEvents) continue;
            var whole = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var column in EventTable)
            {
                whole[column.Name] = translation.Steps.Column(column.Name);
                select.Add(string.Create(CultureInfo.InvariantCulture, $"e{step}.{column.Sql} AS {whole[column.Name]}"));
            }

            parts[string.Create(CultureInfo.InvariantCulture, $"step{step}")] = whole;
        }

        var table = translation.Steps.Add($"SELECT {string.Join(", ", select)} FROM {chain} AS c {string.Join(' ', joins)}");
        return new Relation(table, columns, false, [$"{start} ASC"]) { Parts = parts };
    }
}
