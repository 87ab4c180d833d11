using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Npgsql;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Reads from PostgreSQL; every question has a connection of its own.</summary>
sealed class PostgresReader(NpgsqlDataSource source)
{
    const int Chunk = 1_000;

    /// <summary>Reads a page.</summary>
    public TaxiiPage Page(long number, TaxiiQuery query, IBufferWriter<byte> sink)
    {
        var filters = query.Filter.Properties;
        var isObjects = query.Shape == TaxiiShape.Objects;

        // The JSON comes second, so that a row can be read in one go and what is not wanted is not sent.
        var columns = isObjects ? "a.key, a.json" : filters.Count > 0 ? "a.key, a.json, a.id, a.stamp, a.spec_version" : "a.key, NULL, a.id, a.stamp, a.spec_version";

        // One more than a page holds tells whether there are more; where properties decide, one goes on until there are enough.
        var most = filters.Count > 0 ? Chunk : query.Limit + 1;
        var (count, first, last, from, seen) = (0, 0L, 0L, query.After, most);
        using var connection = source.OpenConnection();
        while (seen == most)
        {
            var (sql, values) = PageQuery.Make(SqlDialect.Postgres, number, query.Viewer, query.Filter, columns, from, most);
            using var command = Command(connection, null, sql, [.. values]);
            using var rows = command.ExecuteReader(System.Data.CommandBehavior.SequentialAccess);
            for (seen = 0; rows.Read(); seen++)
            {
                from = rows.GetInt64(0);
                if (filters.Count == 0 && count == query.Limit) return new TaxiiPage(count, TaxiiSchema.Added(first), TaxiiSchema.Added(last), true, last);
                var json = filters.Count > 0 ? rows.GetFieldValue<byte[]>(1) : [];
                if (!Holds(filters, json)) continue;
                if (count == query.Limit) return new TaxiiPage(count, TaxiiSchema.Added(first), TaxiiSchema.Added(last), true, last);
                last = from;
                if (count++ == 0) first = last;
                else sink.Write(","u8);
                if (!isObjects) ItemWriter.Write(query.Shape, last, rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetString(4), sink);
                else if (filters.Count > 0) sink.Write(json);
                else Copy(rows, sink);
            }
        }

        return new TaxiiPage(count, TaxiiSchema.Added(first), TaxiiSchema.Added(last), false, last);
    }

    /// <summary>Whether the viewer may see any version.</summary>
    public bool Has(long number, string id, TaxiiViewer viewer)
    {
        var (sql, values) = PageQuery.Make(SqlDialect.Postgres, number, viewer, TaxiiFilter.All with { Ids = [id] }, "a.key", 0, 1);
        return Ask(sql, static rows => rows.GetInt64(0), [.. values]) is not null;
    }

    /// <summary>The number of a collection; null when nothing was ever put into it.</summary>
    public long? Number(TaxiiPlace place) => Ask("SELECT number FROM collections WHERE root = $1 AND id = $2", static rows => rows.GetInt64(0), place.Root, place.Collection);

    /// <summary>How often a collection changed.</summary>
    public long Changes(TaxiiPlace place) => Ask("SELECT changes FROM collections WHERE root = $1 AND id = $2", static rows => rows.GetInt64(0), place.Root, place.Collection) ?? 0;

    /// <summary>A status.</summary>
    public ReadOnlyMemory<byte>? Status(string root, string id, string viewer) => id.Contains('\0', StringComparison.Ordinal) ? null
        : Ask("SELECT json FROM statuses WHERE id = $1 AND root = $2 AND (owner IS NULL OR owner = $3)", static rows => (ReadOnlyMemory<byte>)rows.GetFieldValue<byte[]>(0), id, root, viewer);

    /// <summary>A statement with values for <c>$1</c>, <c>$2</c> and so on.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values) command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        return command;
    }

    T? Ask<T>(string sql, Func<NpgsqlDataReader, T> read, params ReadOnlySpan<object?> values) where T : struct
    {
        using var connection = source.OpenConnection();
        using var command = Command(connection, null, sql, values);
        using var rows = command.ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    // From the connection to the answer, with no array for each object in between.
    static void Copy(NpgsqlDataReader rows, IBufferWriter<byte> sink)
    {
        var length = (int)rows.GetBytes(1, 0, null, 0, 0);
        if (!MemoryMarshal.TryGetArray(sink.GetMemory(Math.Max(length, 1)), out ArraySegment<byte> place))
        {
            sink.Write(rows.GetFieldValue<byte[]>(1));
            return;
        }

        for (var done = 0; done < length;) done += (int)rows.GetBytes(1, done, place.Array, place.Offset + done, length - done);
        sink.Advance(length);
    }

    static bool Holds(IReadOnlyList<PropertyFilter> filters, byte[] json)
    {
        if (filters.Count == 0) return true;
        using var document = JsonDocument.Parse(json);
        return filters.All(f => f.Holds(document.RootElement));
    }
}
