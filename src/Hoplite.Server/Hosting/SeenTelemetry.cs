using DuckDB.NET.Data;
using Hoplite.Telemetry;

namespace Hoplite.Server.Hosting;

/// <summary>What kinds of events really arrive: by source and over all, from the last day, read anew now and then.</summary>
/// <param name="platform">The platform.</param>
public sealed class SeenTelemetry(Platform platform)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    readonly Lock _gate = new();
    IReadOnlyList<(string Source, LogSource Kind)> _seen = [];
    long _read;

    /// <summary>The kinds of events of each source.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> BySource() =>
        Seen().GroupBy(s => s.Source, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(s => s.Kind.ToString()).Distinct().Order(StringComparer.Ordinal)], StringComparer.Ordinal);

    /// <summary>All kinds of events.</summary>
    public IReadOnlyList<LogSource> Kinds() => [.. Seen().Select(s => s.Kind).Distinct()];

    IReadOnlyList<(string Source, LogSource Kind)> Seen()
    {
        lock (_gate)
        {
            if (_read != 0 && platform.Time.GetElapsedTime(_read) < Fresh) return _seen;
            using var connection = platform.Events.Connect();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT DISTINCT source, product, category, service FROM events WHERE received > $1";
            command.Parameters.Add(new DuckDBParameter(platform.Time.GetUtcNow().UtcDateTime.AddDays(-1)));
            using var reader = command.ExecuteReader();
            var seen = new List<(string, LogSource)>();
            while (reader.Read()) seen.Add((reader.GetString(0), new LogSource(Text(reader, 1), Text(reader, 2), Text(reader, 3))));
            _read = platform.Time.GetTimestamp();
            return _seen = seen;
        }
    }

    static string? Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
