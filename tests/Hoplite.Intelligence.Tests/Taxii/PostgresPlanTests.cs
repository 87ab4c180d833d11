using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using Npgsql;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>A collection grows by a million objects before PostgreSQL looks at the table again; what it believes until then must not make it read all of them for one.</summary>
[Collection(PostgresServers.Name)]
public sealed class PostgresPlanTests(PostgresServer server)
{
    static readonly TaxiiViewer Guest = new("guest", Tlp.Green, []);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_question_is_answered_by_an_index_in_its_order_whatever_the_database_knows_of_the_table(bool isAnalysed)
    {
        await using var source = PostgresSchema.Open(await server.NewAsync());
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, """
            ALTER TABLE objects SET (autovacuum_enabled = off);
            INSERT INTO objects SELECT (1::bigint << 52) + i, 1, hashint8extended(i, 7), i, 3, 0, NULL, '2.1', 'indicator', 'indicator--' || i, NULL, '{}' FROM generate_series(1, 20000) AS i
            """);
        if (isAnalysed) await RunAsync(connection, "ANALYZE objects");
        string[] ids = ["indicator--1", "indicator--2", "indicator--3"];
        Assert.Contains("objects_id", await PlanAsync(connection, PostgresShelf.Find, [.. Known(ids)]), StringComparison.Ordinal);
        foreach (var viewer in (TaxiiViewer[])[TaxiiViewer.House, Guest])
        {
            Check("objects_id", await PageAsync(connection, viewer, TaxiiFilter.Default with { Ids = ids }));
            Check("objects_id", await PageAsync(connection, viewer, TaxiiFilter.All with { Ids = ids, Types = ["indicator", "tool"] }));
            Check("objects_type", await PageAsync(connection, viewer, TaxiiFilter.Default with { Types = ["tool"] }));
            Check("objects_pkey", await PageAsync(connection, viewer, TaxiiFilter.Default));
            Check("objects_pkey", await PageAsync(connection, viewer, TaxiiFilter.Default with { Types = ["indicator", "malware"], AddedAfter = 5 }));
        }
    }

    static object[] Known(string[] ids) => [ids.Select(i => TaxiiSchema.Hash(1, i)).ToArray(), ids, 1L];

    static void Check(string index, IReadOnlyList<string> plan)
    {
        // The first index is that of the rows that are given out; below it stand the looks for each of them.
        var used = plan.Where(l => l.Contains("Scan", StringComparison.Ordinal)).ToList();
        Assert.Contains(index, used[0], StringComparison.Ordinal);
        Assert.All(used.Skip(1), l => Assert.Contains("objects_id", l, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, l => l.Contains("hashed", StringComparison.Ordinal));
    }

    static async Task<IReadOnlyList<string>> PageAsync(NpgsqlConnection connection, TaxiiViewer viewer, TaxiiFilter filter)
    {
        var (sql, values) = PageQuery.Make(SqlDialect.Postgres, 1, viewer, filter, "a.key, a.json", 0, 100);
        return (await PlanAsync(connection, sql, [.. values.Select(v => v!)])).Split('\n');
    }

    static async Task<string> PlanAsync(NpgsqlConnection connection, string sql, object[] values)
    {
        await using var command = PostgresReader.Command(connection, null, "EXPLAIN " + sql, values);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) lines.Add(rows.GetString(0));
        Assert.DoesNotContain(lines, l => l.Contains("Seq Scan", StringComparison.Ordinal));
        return string.Join('\n', lines);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
