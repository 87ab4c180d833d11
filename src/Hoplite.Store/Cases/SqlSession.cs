using Microsoft.Data.Sqlite;

namespace Hoplite.Store.Cases;

/// <summary>Runs statements; values are always parameters, <c>@0</c>, <c>@1</c>, in order.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">The transaction, when it writes.</param>
public sealed class SqlSession(SqliteConnection connection, SqliteTransaction? transaction)
{
    /// <summary>Runs a statement and says how many rows it touched.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row, or null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue("@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), values[i] ?? DBNull.Value);
        return command;
    }
}

/// <summary>Reads columns that may be null, and times.</summary>
public static class SqlColumns
{
    /// <summary>A text that may be null.</summary>
    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A time that may be null; kept in UTC ticks.</summary>
    public static DateTimeOffset? Time(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);
}
