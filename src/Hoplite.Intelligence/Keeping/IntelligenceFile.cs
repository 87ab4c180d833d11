using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Keeping;

/// <summary>The SQLite file of what is known of peers and of what they said: one writer, whole transactions, statements compiled once.</summary>
public sealed class IntelligenceFile : IDisposable
{
    const string Schema = """
        CREATE TABLE IF NOT EXISTS object (id TEXT PRIMARY KEY, author TEXT NOT NULL, version INTEGER NOT NULL, hash BLOB NOT NULL, tlp INTEGER NOT NULL, revoked INTEGER NOT NULL, received INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS claim (peer TEXT NOT NULL, kind INTEGER NOT NULL, value TEXT NOT NULL, bad INTEGER NOT NULL, at INTEGER NOT NULL, source TEXT NOT NULL, until INTEGER, confidence INTEGER, PRIMARY KEY (peer, kind, value)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS trust (peer TEXT NOT NULL, kind INTEGER NOT NULL, objects INTEGER NOT NULL, good REAL NOT NULL, bad REAL NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (peer, kind, objects)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS trust_day (peer TEXT NOT NULL, day INTEGER NOT NULL, reliable REAL NOT NULL, PRIMARY KEY (peer, day)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS settled (kind INTEGER NOT NULL, value TEXT NOT NULL, bad INTEGER NOT NULL, peer TEXT NOT NULL, PRIMARY KEY (kind, value, bad, peer)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS member (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hit (indicator TEXT NOT NULL, day INTEGER NOT NULL, hits INTEGER NOT NULL, PRIMARY KEY (indicator, day)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS decoy (kind INTEGER NOT NULL, value TEXT NOT NULL, peer TEXT NOT NULL, at INTEGER NOT NULL, asked INTEGER NOT NULL, convicted INTEGER NOT NULL, PRIMARY KEY (kind, value, peer)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS judged (incident TEXT PRIMARY KEY, verdict TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS lesson (incident TEXT NOT NULL, kind INTEGER NOT NULL, value TEXT NOT NULL, bad INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (incident, kind, value)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS lesson_thing ON lesson (kind, value);
        CREATE TABLE IF NOT EXISTS feed (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
        """;

    readonly SqliteConnection _connection;
    readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    SqliteTransaction? _transaction;

    IntelligenceFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute(Schema);
        if (Query("SELECT count(*) FROM pragma_table_info('claim') WHERE name = 'confidence'", r => r.GetInt64(0))[0] == 0) Execute("ALTER TABLE claim ADD COLUMN confidence INTEGER");
    }

    /// <summary>Opens the file, or makes it.</summary>
    public static IntelligenceFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new IntelligenceFile(path);
    }

    /// <summary>One that is gone when it is closed.</summary>
    public static IntelligenceFile InMemory() => new(":memory:");

    /// <summary>Runs one statement; its parameters are <c>@0</c>, <c>@1</c> and so on.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_gate) return Statement(sql, values).ExecuteNonQuery();
    }

    /// <summary>Asks for rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using var reader = Statement(sql, values).ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
    }

    /// <summary>Does all of it, or none.</summary>
    public void Together(Action work)
    {
        lock (_gate)
        {
            if (_transaction is not null)
            {
                work();
                return;
            }

            using var transaction = _transaction = _connection.BeginTransaction();
            try
            {
                work();
                transaction.Commit();
            }
            finally
            {
                _transaction = null;
            }
        }
    }

    /// <summary>Copies the file while it is in use.</summary>
    public void CopyTo(string path)
    {
        lock (_gate)
        {
            using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            target.Open();
            _connection.BackupDatabase(target);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var statement in _statements.Values) statement.Dispose();
            _connection.Dispose();
        }
    }

    SqliteCommand Statement(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this room; values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            _statements.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
