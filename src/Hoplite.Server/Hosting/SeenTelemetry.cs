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
            _seen = platform.Census.Kinds(platform.Time.GetUtcNow().AddDays(-1));
            _read = platform.Time.GetTimestamp();
            return _seen;
        }
    }
}
