using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>How often each indicator was met, day by day, and what a search of the past brought.</summary>
/// <param name="file">Where it is kept.</param>
/// <param name="time">The clock.</param>
public sealed class HitBook(IntelligenceFile file, TimeProvider time)
{
    readonly Dictionary<string, RetroFind> _retro = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    /// <summary>Adds to the counts of today.</summary>
    public void Add(IReadOnlyList<(string Id, long Hits)> hits)
    {
        if (hits.Count == 0) return;
        var day = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay;
        file.Together(() =>
        {
            foreach (var (id, count) in hits) file.Execute("INSERT INTO hit VALUES (@0, @1, @2) ON CONFLICT (indicator, day) DO UPDATE SET hits = hits + excluded.hits", id, day, count);
        });
    }

    /// <summary>How often an indicator was met since it is known.</summary>
    public long Of(string id) => file.Query("SELECT coalesce(sum(hits), 0) FROM hit WHERE indicator = @0", r => r.GetInt64(0), id)[0];

    /// <summary>How often anything was met in the last days.</summary>
    public long InDays(int days) => file.Query("SELECT coalesce(sum(hits), 0) FROM hit WHERE day > @0", r => r.GetInt64(0), time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay - days)[0];

    /// <summary>How often each indicator was met in the last days.</summary>
    public IReadOnlyList<(string Id, long Hits)> ByIndicator(int days) =>
        file.Query("SELECT indicator, sum(hits) FROM hit WHERE day > @0 GROUP BY indicator", r => (r.GetString(0), r.GetInt64(1)), time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay - days);

    /// <summary>What the search for one thing brought; null when it was not seen.</summary>
    public RetroFind? RetroOf(string id)
    {
        lock (_gate) return _retro.GetValueOrDefault(id);
    }

    /// <summary>The past was searched and it was there.</summary>
    public void Retro(string id, Named named, LocalUse use)
    {
        lock (_gate) _retro[id] = new RetroFind(named, use, time.GetUtcNow());
    }

    /// <summary>What searches of the past brought, the newest first.</summary>
    public IReadOnlyList<RetroFind> Retros()
    {
        lock (_gate) return [.. _retro.Values.OrderByDescending(r => r.At)];
    }
}

/// <summary>A thing that was here before it was known as bad.</summary>
/// <param name="Named">The thing.</param>
/// <param name="Use">Where and how often.</param>
/// <param name="At">When that was found out.</param>
public sealed record RetroFind(Named Named, LocalUse Use, DateTimeOffset At);
