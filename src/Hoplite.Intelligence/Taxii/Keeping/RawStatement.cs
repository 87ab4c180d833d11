using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hoplite.Intelligence.Taxii;

/// <summary>A statement that runs for every object: bound and stepped without the objects that a command needs for each of its values. It belongs to whatever transaction the connection is in.</summary>
sealed class RawStatement : IDisposable
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;

    /// <summary>Compiles it.</summary>
    public RawStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Binds a number to the parameter <c>@0</c>, <c>@1</c> and so on.</summary>
    public void Bind(int at, long value) => Check(raw.sqlite3_bind_int64(_statement, at + 1, value));

    /// <summary>Binds a text, or null.</summary>
    public void Bind(int at, string? value) => Check(value is null ? raw.sqlite3_bind_null(_statement, at + 1) : raw.sqlite3_bind_text(_statement, at + 1, value));

    /// <summary>Binds bytes.</summary>
    public void Bind(int at, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, at + 1, value));

    /// <summary>Goes on to the next row.</summary>
    /// <returns>Whether there is one; when not, it can be bound and run again.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Check(result);
        return false;
    }

    /// <summary>A number of the row.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
