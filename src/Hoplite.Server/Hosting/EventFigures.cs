namespace Hoplite.Server.Hosting;

/// <summary>How many events there are and come.</summary>
/// <param name="platform">The platform.</param>
public sealed class EventFigures(Platform platform)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    readonly Lock _gate = new();
    readonly Dictionary<DateTimeOffset, (long Count, long Read)> _counts = [];
    (long At, long Events, double? Rate) _sample;

    /// <summary>Events a second lately; null until it was measured.</summary>
    public double? PerSecond()
    {
        lock (_gate)
        {
            var now = platform.Time.GetTimestamp();
            if (_sample.At == 0) _sample = (now, platform.Detection.Events, null);
            var elapsed = platform.Time.GetElapsedTime(_sample.At, now).TotalSeconds;
            if (elapsed >= 2) _sample = (now, platform.Detection.Events, (platform.Detection.Events - _sample.Events) / elapsed);
            return _sample.Rate;
        }
    }

    /// <summary>Events that arrived since a time; counted anew every few seconds.</summary>
    public long Since(DateTimeOffset time)
    {
        var key = new DateTimeOffset(time.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        lock (_gate)
        {
            if (_counts.TryGetValue(key, out var known) && platform.Time.GetElapsedTime(known.Read) < Fresh) return known.Count;
            var count = platform.Census.Count(key);
            if (_counts.Count > 100) _counts.Clear();
            _counts[key] = (count, platform.Time.GetTimestamp());
            return count;
        }
    }
}
