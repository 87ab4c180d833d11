using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;
using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Taxii;

/// <summary>The one connection that writes. Whoever uses it holds the transaction.</summary>
sealed class StoreWriter : IDisposable
{
    readonly SqliteConnection _connection;
    readonly RawStatement _versions, _insert;
    readonly Statement _content, _ends, _delete, _number, _newNumber, _last, _status, _forget;
    readonly Dictionary<TaxiiPlace, CollectionRow> _collections = [];

    /// <summary>Opens it, and makes the file where it is missing.</summary>
    public StoreWriter(string path)
    {
        _connection = TaxiiSchema.Open(path, writes: true);
        _versions = new RawStatement(_connection, "SELECT key, version, ends, stamp IS NULL FROM objects INDEXED BY objects_id WHERE id_hash = @0 AND id = @1 AND collection = @2 ORDER BY version");
        _content = new Statement(_connection, "SELECT json FROM objects WHERE key = @0", 1);
        _insert = new RawStatement(_connection, "INSERT INTO objects (key, collection, id_hash, version, ends, tlp, sharing_group, spec_version, type, id, stamp, json) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)");
        _ends = new Statement(_connection, "UPDATE objects SET ends = @1 WHERE key = @0", 2);
        _delete = new Statement(_connection, "DELETE FROM objects WHERE key = @0", 1);
        _number = new Statement(_connection, "SELECT number, last_added FROM collections WHERE root = @0 AND id = @1", 2);
        _newNumber = new Statement(_connection, "INSERT INTO collections (root, id, last_added) VALUES (@0, @1, 0) RETURNING number", 2);
        _last = new Statement(_connection, "UPDATE collections SET last_added = @1 WHERE number = @0", 2);
        _status = new Statement(_connection, "INSERT OR REPLACE INTO statuses (id, root, owner, kept, json) VALUES (@0, @1, @2, @3, @4)", 5);
        _forget = new Statement(_connection, "DELETE FROM statuses WHERE kept < @0", 1);
    }

    /// <summary>Begins a transaction.</summary>
    public SqliteTransaction Begin() => _connection.BeginTransaction(deferred: false);

    /// <summary>After a transaction was rolled back, what was learnt in it is not so.</summary>
    public void Forget() => _collections.Clear();

    /// <summary>The row of a collection; made when it is missing.</summary>
    public CollectionRow Collection(TaxiiPlace place, SqliteTransaction transaction)
    {
        if (_collections.TryGetValue(place, out var known)) return known;
        using (var rows = _number.Query(transaction, place.Root, place.Collection))
            if (rows.Read()) return _collections[place] = new CollectionRow(rows.GetInt64(0)) { LastAdded = rows.GetInt64(1) };
        using var made = _newNumber.Query(transaction, place.Root, place.Collection);
        made.Read();
        return _collections[place] = new CollectionRow(made.GetInt64(0));
    }

    /// <summary>All versions of an object, the first one first.</summary>
    public List<VersionRow> Versions(long number, string id)
    {
        _versions.Bind(0, TaxiiSchema.Hash(number, id));
        _versions.Bind(1, id);
        _versions.Bind(2, number);
        var versions = new List<VersionRow>();
        while (_versions.Step()) versions.Add(new VersionRow(_versions.Number(0), _versions.Number(1), (int)_versions.Number(2), _versions.Number(3) != 0));
        return versions;
    }

    /// <summary>The JSON of an object.</summary>
    public JsonDocument Content(long key, SqliteTransaction transaction)
    {
        using var rows = _content.Query(transaction, key);
        rows.Read();
        return JsonDocument.Parse(rows.GetFieldValue<byte[]>(0));
    }

    /// <summary>Inserts a version beside the others.</summary>
    public void Insert(CollectionRow collection, TaxiiObject item, Tlp tlp, long added, List<VersionRow> versions, SqliteTransaction transaction)
    {
        var place = VersionLine.Insert(versions, new VersionRow(TaxiiSchema.Base(collection.Number) + added, VersionLine.Of(item, added), 0, item.Version is null));
        _insert.Bind(0, versions[place].Key);
        _insert.Bind(1, collection.Number);
        _insert.Bind(2, TaxiiSchema.Hash(collection.Number, item.Id));
        _insert.Bind(3, versions[place].Version);
        _insert.Bind(4, versions[place].Ends);
        _insert.Bind(5, (int)tlp);
        _insert.Bind(6, item.Group);
        _insert.Bind(7, item.SpecVersion);
        _insert.Bind(8, item.Type);
        _insert.Bind(9, item.Id);
        _insert.Bind(10, item.Stamp);
        _insert.Bind(11, item.Json.Span);
        _insert.Step();
        MarkEnds(versions, transaction);
    }

    /// <summary>Deletes versions, and says anew which are the first and the last.</summary>
    public void Delete(List<VersionRow> versions, IReadOnlySet<long> keys, SqliteTransaction transaction)
    {
        foreach (var key in keys) _delete.Execute(transaction, key);
        versions.RemoveAll(v => keys.Contains(v.Key));
        MarkEnds(versions, transaction);
    }

    /// <summary>Keys of an object that a viewer means.</summary>
    public HashSet<long> Keys(long number, TaxiiViewer viewer, TaxiiFilter filter, SqliteTransaction transaction)
    {
        var (sql, values) = PageQuery.Make(SqlDialect.Sqlite, number, viewer, filter, "a.key", 0);
        using var statement = new Statement(_connection, sql, values.Count);
        using var rows = statement.Query(transaction, [.. values]);
        var keys = new HashSet<long>();
        while (rows.Read()) keys.Add(rows.GetInt64(0));
        return keys;
    }

    /// <summary>Keeps until where the times of a collection were used.</summary>
    public void KeepLast(CollectionRow collection, SqliteTransaction transaction) => _last.Execute(transaction, collection.Number, collection.LastAdded);

    /// <summary>Keeps a status, and forgets those that are older than they must be kept.</summary>
    public void KeepStatus(string id, string root, string? owner, long now, long keepFrom, ReadOnlyMemory<byte> json, SqliteTransaction transaction)
    {
        _forget.Execute(transaction, keepFrom);
        _status.Execute(transaction, id, root, owner, now, Bytes(json));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in (IDisposable[])[_versions, _content, _insert, _ends, _delete, _number, _newNumber, _last, _status, _forget]) statement.Dispose();
        _connection.Dispose();
    }

    void MarkEnds(List<VersionRow> versions, SqliteTransaction transaction) => VersionLine.Mark(versions, (key, ends) => _ends.Execute(transaction, key, ends));

    internal static byte[] Bytes(ReadOnlyMemory<byte> memory) => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var whole) && whole.Offset == 0 && whole.Count == whole.Array!.Length ? whole.Array : memory.ToArray();
}

/// <summary>A collection as the file knows it.</summary>
/// <param name="number">Its number.</param>
sealed class CollectionRow(long number)
{
    /// <summary>Its number.</summary>
    public long Number { get; } = number;

    /// <summary>The latest time something was added at, microseconds since 1970; never used again, even when that is deleted.</summary>
    public long LastAdded { get; set; }
}
