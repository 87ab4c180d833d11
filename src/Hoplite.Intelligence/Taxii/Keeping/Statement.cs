using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Taxii;

/// <summary>A statement that is compiled once; its parameters are <c>@0</c>, <c>@1</c> and so on.</summary>
sealed class Statement : IDisposable
{
    readonly SqliteCommand _command;

    /// <summary>Compiles it.</summary>
    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < parameters; i++) _command.Parameters.Add(new SqliteParameter($"@{i}", null));
    }

    /// <summary>Runs it within a transaction.</summary>
    public int Execute(SqliteTransaction? transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Asks it.</summary>
    public SqliteDataReader Query(SqliteTransaction? transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return _command.ExecuteReader();
    }

    /// <inheritdoc />
    public void Dispose() => _command.Dispose();

    void Bind(SqliteTransaction? transaction, ReadOnlySpan<object?> values)
    {
        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
