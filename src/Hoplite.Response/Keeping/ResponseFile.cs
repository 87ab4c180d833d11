using Microsoft.Data.Sqlite;

namespace Hoplite.Response.Keeping;

/// <summary>A SQLite file of the response room: one writer, whole transactions, statements compiled once.</summary>
public sealed class ResponseFile : IDisposable
{
    readonly SqliteConnection _connection;
    readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    SqliteTransaction? _transaction;

    ResponseFile(string path, Durability durability, string schema)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute(durability == Durability.Power ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        if (schema.Length > 0) Execute(schema);
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="durability">What a transaction outlives.</param>
    /// <param name="schema">Statements that make its tables where they are missing; may be empty.</param>
    public static ResponseFile Open(string path, Durability durability, string schema)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new ResponseFile(path, durability, schema);
    }

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

            using var transaction = _transaction = _connection.BeginTransaction(deferred: false);
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

    /// <summary>Copies everything of a file to another one while work goes on.</summary>
    public static void Copy(string from, string to)
    {
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        target.Open();
        source.BackupDatabase(target);
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
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _connection.CreateCommand();
            statement.CommandText = sql;
            _statements[sql] = statement;
        }

        statement.Transaction = _transaction;
        statement.Parameters.Clear();
        for (var i = 0; i < values.Length; i++) statement.Parameters.AddWithValue($"@{i}", values[i] ?? DBNull.Value);
        return statement;
    }
}

/// <summary>What a written transaction outlives.</summary>
public enum Durability
{
    /// <summary>The sudden end of the process.</summary>
    Process,

    /// <summary>The loss of power as well; every transaction waits for the disk.</summary>
    Power,
}
