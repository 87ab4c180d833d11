using Npgsql;
using NpgsqlTypes;

namespace Hoplite.Intelligence.Taxii;

/// <summary>A connection that writes, within one transaction.</summary>
sealed class PostgresSession : IDisposable
{
    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    /// <summary>Begins a transaction.</summary>
    public PostgresSession(NpgsqlDataSource source)
    {
        _connection = source.OpenConnection();
        try
        {
            _transaction = _connection.BeginTransaction();
        }
        catch (NpgsqlException)
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Takes a collection for this transaction alone; made when it is missing. Who comes second waits, so times of adding rise in the order in which transactions end.</summary>
    public PostgresShelf Take(TaxiiPlace place)
    {
        Execute("INSERT INTO collections (root, id, last_added, changes) VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING", place.Root, place.Collection);
        using var rows = Query("SELECT number, last_added FROM collections WHERE root = $1 AND id = $2 FOR UPDATE", place.Root, place.Collection);
        rows.Read();
        return new PostgresShelf(this, rows.GetInt64(0), rows.GetInt64(1));
    }

    /// <summary>Keeps a status, and forgets those that are older than they must be kept.</summary>
    public void KeepStatus(string id, string root, string? owner, long now, long keepFrom, ReadOnlyMemory<byte> json)
    {
        Execute("DELETE FROM statuses WHERE kept < $1", keepFrom);
        Execute(
            "INSERT INTO statuses (id, root, owner, kept, json) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET root = excluded.root, owner = excluded.owner, kept = excluded.kept, json = excluded.json",
            id, root, owner, now, StoreWriter.Bytes(json));
    }

    /// <summary>Runs a statement.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = PostgresReader.Command(_connection, _transaction, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Asks a question.</summary>
    public NpgsqlDataReader Query(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = PostgresReader.Command(_connection, _transaction, sql, values);
        return command.ExecuteReader();
    }

    /// <summary>Inserts rows in one go.</summary>
    public void Copy(IReadOnlyList<ObjectRow> rows)
    {
        using var writer = _connection.BeginBinaryImport("COPY objects (key, collection, id_hash, version, ends, tlp, sharing_group, spec_version, type, id, stamp, json) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            writer.StartRow();
            foreach (var number in (ReadOnlySpan<long>)[row.Key, row.Collection, row.Hash, row.Version]) writer.Write(number, NpgsqlDbType.Bigint);
            writer.Write(row.Ends, NpgsqlDbType.Integer);
            writer.Write((int)row.Tlp, NpgsqlDbType.Integer);
            foreach (var text in (ReadOnlySpan<string?>)[row.Item.Group, row.Item.SpecVersion, row.Item.Type, row.Item.Id, row.Item.Stamp])
                if (text is null) writer.WriteNull();
                else writer.Write(text, NpgsqlDbType.Text);
            writer.Write(StoreWriter.Bytes(row.Item.Json), NpgsqlDbType.Bytea);
        }

        writer.Complete();
    }

    /// <summary>Ends the transaction; afterwards everything is on the disk.</summary>
    public void Commit() => _transaction.Commit();

    /// <inheritdoc />
    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}
