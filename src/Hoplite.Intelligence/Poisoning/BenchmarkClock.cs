namespace Hoplite.Intelligence.Poisoning;

/// <summary>A clock that is set, so that a benchmark over months ends within seconds and the same each time.</summary>
sealed class BenchmarkClock(DateTimeOffset start) : TimeProvider
{
    DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
