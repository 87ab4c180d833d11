using System.Globalization;
using DuckDB.NET.Data;

namespace Hoplite.Store.Events;

/// <summary>How events grow old: from hot tables to Parquet files, and from there to nothing.</summary>
public sealed partial class EventStore
{
    /// <summary>Moves days that are no longer hot to Parquet, one file an hour, and removes those behind the retention.</summary>
    /// <remarks>Does nothing while events are added that are not committed.</remarks>
    /// <param name="now">The present time.</param>
    /// <param name="cancellation">Stops between two days.</param>
    /// <returns>How many days were moved or removed.</returns>
    public int Age(DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (_folder.Length == 0) return 0;
        var changed = 0;
        foreach (var table in Tables())
        {
            cancellation.ThrowIfCancellationRequested();
            if (DayOf(table) is not { } day || day.AddDays(1) + _options.Hot > now.UtcDateTime) continue;
            lock (_gate)
            {
                if (_transaction is not null) return changed;
                Freeze(table, day);
            }

            changed++;
        }

        lock (_gate)
        {
            var limit = (now - _options.Retention).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            foreach (var (file, day) in ColdFiles())
            {
                if (string.CompareOrdinal(day, limit) >= 0) continue;
                InTransaction(() =>
                {
                    ExecuteWith("DELETE FROM cold WHERE file = $1", file);
                    MakeView();
                });
                File.Delete(Path.Combine(_folder, "cold", file));
                changed++;
            }
        }

        return changed;
    }

    // Files first, under names nobody reads; then one transaction that makes them known and drops the table.
    void Freeze(string table, DateTime day)
    {
        var name = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var files = new List<(string File, long Rows)>();
        for (var hour = 0; hour < 24; hour++)
        {
            var from = day.AddHours(hour).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var until = day.AddHours(hour + 1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var rows = $"FROM \"{table}\" WHERE received >= TIMESTAMP '{from}' AND received < TIMESTAMP '{until}'";
            if (Scalar($"SELECT count(*) {rows}") is not long count || count == 0) continue;
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{hour:00}.parquet");
            Execute($"COPY (SELECT * {rows} ORDER BY product, service, class, host, time) TO '{Quote(Path.Combine(_folder, "cold", file))}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 6, ROW_GROUP_SIZE 122880)");
            files.Add((file, count));
        }

        InTransaction(() =>
        {
            foreach (var (file, rows) in files)
                ExecuteWith("INSERT INTO cold VALUES ($1, $2, $3, $4)", file, name, rows, new FileInfo(Path.Combine(_folder, "cold", file)).Length);
            Execute($"DROP TABLE \"{table}\"");
            MakeView();
        });
        if (_table == table) _table = null;
    }

    // Files that a crash left behind before they were made known hold nothing that is not still in a table.
    void RemoveStrayFiles()
    {
        if (_folder.Length == 0) return;
        var known = ColdFiles().Select(f => f.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "cold")))
            if (!known.Contains(Path.GetFileName(file))) File.Delete(file);
    }

    void MakeView()
    {
        var columns = string.Join(", ", EventColumns.All.Select(c => $"\"{c.Name}\""));
        var parts = Tables().Select(t => $"SELECT {columns} FROM \"{t}\"").ToList();
        var files = ColdFiles().Select(f => $"'{Quote(Path.Combine(_folder, "cold", f.File))}'").ToArray();
        if (files.Length > 0) parts.Add($"SELECT {columns} FROM read_parquet([{string.Join(", ", files)}])");
        if (parts.Count == 0) parts.Add($"SELECT {string.Join(", ", EventColumns.All.Select(c => $"NULL::{EventColumns.SqlType(c.Type)} AS \"{c.Name}\""))} WHERE false");
        Execute($"CREATE OR REPLACE VIEW {EventColumns.Table} AS {string.Join(" UNION ALL ", parts)}");
    }

    List<string> Tables()
    {
        using var command = _writer.CreateCommand();
        command.CommandText = "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'events\\_%' ESCAPE '\\' ORDER BY table_name";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    List<(string File, string Day)> ColdFiles()
    {
        using var command = _writer.CreateCommand();
        command.CommandText = "SELECT file, day FROM cold ORDER BY file";
        using var reader = command.ExecuteReader();
        var files = new List<(string, string)>();
        while (reader.Read()) files.Add((reader.GetString(0), reader.GetString(1)));
        return files;
    }

    void InTransaction(Action action)
    {
        using var transaction = _writer.BeginTransaction();
        action();
        transaction.Commit();
    }

    void ExecuteWith(string sql, params object[] values)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values) command.Parameters.Add(new DuckDBParameter(value));
        command.ExecuteNonQuery();
    }

    static DateTime? DayOf(string table) =>
        DateTime.TryParseExact(table["events_".Length..], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;

    static string Quote(string path) => path.Replace("'", "''", StringComparison.Ordinal);
}
