using System.Globalization;
using DuckDB.NET.Data;
using Hoplite.Telemetry;

namespace Hoplite.Store.Events;

/// <summary>Says what the events of a stretch of time are: how many, from which machines, of which kinds and with which fields. Safe to use from several threads.</summary>
/// <param name="store">The events.</param>
public sealed class EventCensus(EventStore store)
{
    const int Sampled = 200_000;

    /// <summary>How many events arrived since a time.</summary>
    public long Count(DateTimeOffset since) => Read($"SELECT count(*) FROM {EventColumns.Table} WHERE received >= $1", r => r.GetInt64(0), since)[0];

    /// <summary>The kinds of events that arrived since a time, by source.</summary>
    public IReadOnlyList<(string Source, LogSource Kind)> Kinds(DateTimeOffset since) => Read(
        $"SELECT DISTINCT source, product, category, service FROM {EventColumns.Table} WHERE received >= $1", r => (r.GetString(0), new LogSource(Text(r, 1), Text(r, 2), Text(r, 3))), since);

    /// <summary>The names under which events that arrived since a time have something, as their sources write them; of very many events, a part is looked at.</summary>
    public IReadOnlySet<string> Fields(DateTimeOffset since)
    {
        var shapes = Read($"SELECT DISTINCT shape FROM {EventColumns.Table} WHERE received >= $1 AND shape IS NOT NULL", r => store.Shapes[(int)r.GetInt64(0)], since);
        var names = Read(
            string.Create(CultureInfo.InvariantCulture, $"SELECT DISTINCT unnest(map_keys(fields)) FROM (SELECT fields FROM {EventColumns.Table} WHERE received >= $1 LIMIT {Sampled})"), r => r.GetString(0), since);
        return shapes.SelectMany(s => s).Select(c => c.Field).Concat(names).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The machines that events of a stretch of time happened on, those with the most events first.</summary>
    /// <param name="from">When it begins.</param>
    /// <param name="until">When it has ended.</param>
    /// <param name="most">The most that are answered.</param>
    public IReadOnlyList<HostCensus> Hosts(DateTimeOffset from, DateTimeOffset until, int most) => Read(
        $"""
        SELECT lower(host) AS name, min(received), max(received), count(*),
          list_slice(list(DISTINCT "user") FILTER (WHERE "user" IS NOT NULL), 1, 8),
          list_slice(list(DISTINCT concat_ws(' ', product, category, service)), 1, 12)
        FROM {EventColumns.Table} WHERE received >= $1 AND received < $2 AND host IS NOT NULL GROUP BY name ORDER BY count(*) DESC, name LIMIT $3
        """,
        r => new HostCensus(r.GetString(0), At(r, 1), At(r, 2), r.GetInt64(3), Texts(r, 4), Texts(r, 5)), from, until, most);

    List<T> Read<T>(string sql, Func<DuckDBDataReader, T> row, params ReadOnlySpan<object> values)
    {
        using var connection = store.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values) command.Parameters.Add(new DuckDBParameter(value is DateTimeOffset time ? time.UtcDateTime : value));
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    static string? Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    static string[] Texts(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? [] : [.. reader.GetFieldValue<List<string>>(column)];

    static DateTimeOffset At(DuckDBDataReader reader, int column) => new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));
}
