using CsCheck;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Tests.Events;

namespace Hoplite.Store.Tests.Hunting;

public sealed class OracleTests
{
    [Fact]
    public void The_engine_says_what_the_naive_evaluator_says()
    {
        var asked = 0;
        var answered = 0;
        Gen.Select(GeneratedQueries.Lines, GeneratedQueries.Query.Array[25]).Sample(
            sample =>
            {
                var (lines, queries) = sample;
                using var store = EventStore.InMemory(new EventStoreOptions { Threads = 1 });
                Evidence.Add(store, lines);
                store.Commit(1);
                var engine = new HuntEngine(store, TimeProvider.System);
                var oracle = new OracleSteps(Rows(store));
                foreach (var kql in queries)
                {
                    var tree = KqlParser.Parse(kql);
                    var expected = oracle.Run(tree).Select(r => Line(engine.Compile(kql).Columns.Select(c => r.Columns.GetValueOrDefault(c.Name)))).Order(StringComparer.Ordinal).ToList();
                    var actual = engine.Run(kql).Rows.Select(r => string.Join(" | ", r.Select(OracleValue.Show))).Order(StringComparer.Ordinal).ToList();
                    Interlocked.Increment(ref asked);
                    if (expected.Count > 0) Interlocked.Increment(ref answered);
                    if (!expected.SequenceEqual(actual, StringComparer.Ordinal)) Assert.Fail($"{tree}\n\noracle ({expected.Count}):\n{string.Join('\n', expected.Except(actual, StringComparer.Ordinal).Take(5))}\n\nengine ({actual.Count}):\n{string.Join('\n', actual.Except(expected, StringComparer.Ordinal).Take(5))}\n\n{engine.Compile(kql).Sql}");
                }
            },
            iter: 100,
            threads: 2);
        Assert.True(asked >= 2000);
        Assert.True(answered > asked / 3, $"only {answered} of {asked} queries had rows to compare");
    }

    static string Line(IEnumerable<OracleValue> values) => string.Join(" | ", values.Select(v => v switch
    {
        { Type: 'S', Value: long span } => OracleValue.Show(new TimeSpan(span * 10)),
        { Value: var value } => OracleValue.Show(value),
    }));

    // The events as they are stored, with every field under the name its source gave it.
    static List<OracleRow> Rows(EventStore store)
    {
        var rows = new List<OracleRow>();
        using var connection = store.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * EXCLUDE (fields), map_keys(fields), list_transform(map_values(fields), lambda v: coalesce('=' || v, '')) FROM events";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var columns = new Dictionary<string, OracleValue>(StringComparer.Ordinal);
            for (var i = 0; i < EventColumns.All.Count - 1; i++)
            {
                object? value = reader.IsDBNull(i) ? null : reader.GetValue(i);
                columns[EventColumns.All[i].Name] = EventColumns.All[i].Type switch
                {
                    ColumnType.Time => new OracleValue('D', value is DateTime time ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : null),
                    ColumnType.Integer => OracleValue.Whole(value is null ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
                    _ => OracleValue.Text((string?)value),
                };
            }

            var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (name, value) in ((List<string>)reader.GetValue(EventColumns.All.Count - 1)).Zip((List<string>)reader.GetValue(EventColumns.All.Count))) fields[name] = value.Length == 0 ? null : value[1..];
            foreach (var (column, field) in store.Shapes[(int)(long)columns["shape"].Value!]) fields[field] = (string?)columns[column].AsText().Value;
            columns.Remove("shape");
            rows.Add(new OracleRow(columns, fields));
        }

        return rows;
    }
}
