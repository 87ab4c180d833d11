using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Hoplite.Store.Cases;

/// <summary>The SQLite file behind all cases: one writer at a time, readers beside it, migrations forward only.</summary>
public sealed class CaseDatabase : IDisposable
{
    readonly string _connection;
    readonly SqliteConnection _writer;
    readonly Lock _gate = new();

    CaseDatabase(string path)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = true }.ToString();
        _writer = new SqliteConnection(_connection);
        _writer.Open();
        Execute(_writer, "PRAGMA journal_mode = WAL");
        Execute(_writer, "PRAGMA synchronous = FULL");
        Migrate();
    }

    /// <summary>Opens the file, or makes it, and brings it up to date.</summary>
    /// <exception cref="InvalidDataException">A newer version of the program has used it.</exception>
    public static CaseDatabase Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new CaseDatabase(path);
    }

    /// <summary>Reads.</summary>
    public T Read<T>(Func<SqlSession, T> read)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        return read(new SqlSession(connection, null));
    }

    /// <summary>Writes in one transaction; all of it is durable when this returns, or none.</summary>
    public T Write<T>(Func<SqlSession, T> write)
    {
        lock (_gate)
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = write(new SqlSession(_writer, transaction));
            transaction.Commit();
            return result;
        }
    }

    /// <summary>Writes in one transaction; all of it is durable when this returns, or none.</summary>
    public void Write(Action<SqlSession> write) => Write(session =>
    {
        write(session);
        return 0;
    });

    /// <summary>Copies everything to another file while work goes on.</summary>
    public void BackUp(string path)
    {
        using var source = new SqliteConnection(_connection);
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        SqliteConnection.ClearPool(_writer);
    }

    void Migrate()
    {
        var assembly = Assembly.GetExecutingAssembly();
        string[] names = [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith("migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        using var version = _writer.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        var done = Convert.ToInt32(version.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (done > names.Length) throw new InvalidDataException($"the case store has version {done} and this program knows {names.Length}; use the newer program, or restore a backup");
        for (var i = done; i < names.Length; i++)
        {
            using var stream = assembly.GetManifestResourceStream(names[i])!;
            var sql = new byte[stream.Length];
            stream.ReadExactly(sql);
            using var transaction = _writer.BeginTransaction();
            Execute(_writer, System.Text.Encoding.UTF8.GetString(sql), transaction);
            Execute(_writer, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version = {i + 1}"), transaction);
            transaction.Commit();
        }
    }

    static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
