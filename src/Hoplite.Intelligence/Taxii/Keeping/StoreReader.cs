using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hoplite.Intelligence.Taxii;

/// <summary>One connection that reads. The bytes of objects go from the page of the file to the answer without being looked at.</summary>
sealed class StoreReader : IDisposable
{
    const int MostStatements = 64;

    readonly SqliteConnection _connection;
    readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>Opens it.</summary>
    public StoreReader(string path) => _connection = TaxiiSchema.Open(path, writes: false);

    /// <summary>Reads a page.</summary>
    public TaxiiPage Page(long number, TaxiiQuery query, IBufferWriter<byte> sink)
    {
        var needsJson = query.Shape == TaxiiShape.Objects || query.Filter.Properties.Count > 0;
        var columns = needsJson ? "a.key, a.id, a.stamp, a.spec_version, a.json" : "a.key, a.id, a.stamp, a.spec_version";
        var (sql, values) = PageQuery.Make(SqlDialect.Sqlite, number, query.Viewer, query.Filter, columns, query.After);
        using var rows = Prepare(sql, values.Count).Query(null, [.. values]);
        var (count, first, last, more) = (0, 0L, 0L, false);
        while (rows.Read())
        {
            if (query.Filter.Properties.Count > 0 && !Holds(query.Filter.Properties, rows)) continue;
            if (count == query.Limit)
            {
                more = true;
                break;
            }

            last = rows.GetInt64(0);
            if (count++ == 0) first = last;
            else sink.Write(","u8);
            Write(query.Shape, rows, sink);
        }

        return new TaxiiPage(count, TaxiiSchema.Added(first), TaxiiSchema.Added(last), more, last);
    }

    /// <summary>Whether the viewer may see any version.</summary>
    public bool Has(long number, string id, TaxiiViewer viewer)
    {
        var (sql, values) = PageQuery.Make(SqlDialect.Sqlite, number, viewer, TaxiiFilter.All with { Ids = [id] }, "1", 0);
        using var rows = Prepare(sql, values.Count).Query(null, [.. values]);
        return rows.Read();
    }

    /// <summary>The number of a collection; null when nothing was ever put into it.</summary>
    public long? Number(TaxiiPlace place)
    {
        using var rows = Prepare("SELECT number FROM collections WHERE root = @0 AND id = @1", 2).Query(null, place.Root, place.Collection);
        return rows.Read() ? rows.GetInt64(0) : null;
    }

    /// <summary>A status.</summary>
    public ReadOnlyMemory<byte>? Status(string root, string id, string viewer)
    {
        using var rows = Prepare("SELECT json FROM statuses WHERE id = @0 AND root = @1 AND (owner IS NULL OR owner = @2)", 3).Query(null, id, root, viewer);
        return rows.Read() ? (ReadOnlyMemory<byte>?)rows.GetFieldValue<byte[]>(0) : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    Statement Prepare(string sql, int parameters)
    {
        if (_statements.TryGetValue(sql, out var statement)) return statement;
        if (_statements.Count >= MostStatements)
        {
            foreach (var old in _statements.Values) old.Dispose();
            _statements.Clear();
        }

        return _statements[sql] = new Statement(_connection, sql, parameters);
    }

    static bool Holds(IReadOnlyList<PropertyFilter> filters, SqliteDataReader row)
    {
        using var document = JsonDocument.Parse(row.GetFieldValue<byte[]>(4));
        return filters.All(f => f.Holds(document.RootElement));
    }

    static void Write(TaxiiShape shape, SqliteDataReader row, IBufferWriter<byte> sink)
    {
        if (shape == TaxiiShape.Objects)
        {
            sink.Write(raw.sqlite3_column_blob(row.Handle, 4));
            return;
        }

        ItemWriter.Write(shape, row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), sink);
    }
}
