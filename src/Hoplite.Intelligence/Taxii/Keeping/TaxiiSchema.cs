using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Taxii;

/// <summary>The tables, and the key of an object: the number of its collection and the microsecond it was added in, so that a page is one stretch of the table.</summary>
static class TaxiiSchema
{
    /// <summary>Bits of the key for microseconds since 1970; enough until the year 2112.</summary>
    public const int TimeBits = 52;

    /// <summary>This version is the first.</summary>
    public const int First = 2;

    /// <summary>This version is the last.</summary>
    public const int Last = 1;

    /// <summary>The newest STIX version there is; what says another one is refused when it comes.</summary>
    public const string NewestSpec = "2.1";

    const string Tables = """
        CREATE TABLE IF NOT EXISTS collections (number INTEGER PRIMARY KEY, root TEXT NOT NULL, id TEXT NOT NULL, last_added INTEGER NOT NULL, UNIQUE (root, id));
        CREATE TABLE IF NOT EXISTS objects (
          key INTEGER PRIMARY KEY, collection INTEGER NOT NULL, id_hash INTEGER NOT NULL, version INTEGER NOT NULL, ends INTEGER NOT NULL, tlp INTEGER NOT NULL, sharing_group TEXT,
          spec_version TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, stamp TEXT, json BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS objects_id ON objects (id_hash, version);
        CREATE INDEX IF NOT EXISTS objects_type ON objects (collection, type);
        CREATE TABLE IF NOT EXISTS statuses (id TEXT PRIMARY KEY, root TEXT NOT NULL, owner TEXT, kept INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS statuses_kept ON statuses (kept);
        """;

    /// <summary>Opens a file.</summary>
    public static SqliteConnection Open(string path, bool writes)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, writes ? "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536" : "PRAGMA query_only = ON; PRAGMA cache_size = -16384");
            Execute(connection, "PRAGMA mmap_size = 1073741824");
            if (writes) Execute(connection, Tables);
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The first key of a collection.</summary>
    public static long Base(long number) => number << TimeBits;

    /// <summary>The microseconds of a key.</summary>
    public static long Added(long key) => key & ((1L << TimeBits) - 1);

    /// <summary>Finds an id in a collection; others may share it, so the id is compared as well.</summary>
    public static long Hash(long number, string id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + 1_024];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        var length = Encoding.UTF8.TryGetBytes(id, bytes[sizeof(long)..], out var written) ? written : 0;
        return (long)XxHash3.HashToUInt64(bytes[..(sizeof(long) + length)]);
    }

    /// <summary>Runs statements.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
