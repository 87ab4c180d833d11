using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;

namespace Hoplite.Bench.Soak;

/// <summary>What really lies in the stores of a server that has ended.</summary>
sealed class Evidence(string data)
{
    /// <summary>How many events there are, how many different ones, and how many of each batch.</summary>
    public (long Events, long Distinct, Dictionary<string, long> PerBatch) Events()
    {
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(data, "events", "events.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT regexp_replace(fields['load_id'], '-[0-9]+$', ''), count(*), count(DISTINCT fields['load_id']) FROM events WHERE fields['load_id'] IS NOT NULL GROUP BY 1";
        using var reader = command.ExecuteReader();
        var batches = new Dictionary<string, long>(StringComparer.Ordinal);
        long all = 0, distinct = 0;
        while (reader.Read())
        {
            batches[reader.GetString(0)] = reader.GetInt64(2);
            all += reader.GetInt64(1);
            distinct += reader.GetInt64(2);
        }

        return (all, distinct, batches);
    }

    /// <summary>Bytes of the event store on disk.</summary>
    public long Bytes() => Directory.EnumerateFiles(Path.Combine(data, "events"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    /// <summary>The machines of the markers that were found, how often, whether each is in an incident, and how long it took from the time of the event.</summary>
    public List<(string Host, int Findings, bool IsIncident, double Seconds)> Markers()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "cases.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT host, count(*), max(incident IS NOT NULL), (min(found) - min(time)) / 1e7 FROM findings WHERE rule = '3d1f6f0e-6d0c-4b43-9a57-0c8f3e4f5a10' GROUP BY host";
        using var reader = command.ExecuteReader();
        var rows = new List<(string, int, bool, double)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2) == 1, reader.GetDouble(3)));
        return rows;
    }
}
