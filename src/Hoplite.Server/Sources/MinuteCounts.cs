namespace Hoplite.Server.Sources;

/// <summary>Counts by minute over the last hour. Safe to use from several threads.</summary>
public sealed class MinuteCounts
{
    const int Minutes = 60;

    readonly Lock _gate = new();
    readonly int[] _counts = new int[Minutes];
    long _minute;

    /// <summary>Adds to the present minute.</summary>
    public void Add(int count, DateTimeOffset now)
    {
        lock (_gate)
        {
            Advance(now);
            _counts[_minute % Minutes] += count;
        }
    }

    /// <summary>The counts of the last 60 minutes, the oldest first; the last one is the minute that is not over.</summary>
    public IReadOnlyList<int> Last(DateTimeOffset now)
    {
        lock (_gate)
        {
            Advance(now);
            return [.. Enumerable.Range(1, Minutes).Select(i => _counts[(_minute + i) % Minutes])];
        }
    }

    void Advance(DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute - _minute >= Minutes) Array.Clear(_counts);
        else
            for (var i = _minute + 1; i <= minute; i++) _counts[i % Minutes] = 0;
        _minute = Math.Max(_minute, minute);
    }
}
