using Hoplite.Telemetry;

namespace Hoplite.Server.Sources;

/// <summary>How a source is doing. Safe to use from several threads.</summary>
public sealed class SourceHealth
{
    const int MostProblems = 20;

    readonly Lock _gate = new();
    readonly Dictionary<string, SourceProblem> _problems = new(StringComparer.Ordinal);
    readonly MinuteCounts _minutes = new();
    long _events, _rejected, _bytes;
    long _lastSeen, _lastProblem;

    /// <summary>Events read from it since the start.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Messages that could not be read, or were refused.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>Bytes it delivered.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>When it last delivered something; null when it has not yet.</summary>
    public DateTimeOffset? LastSeen => At(Volatile.Read(ref _lastSeen));

    /// <summary>When something of it last could not be read.</summary>
    public DateTimeOffset? LastProblem => At(Volatile.Read(ref _lastProblem));

    /// <summary>What could not be read, by reason, the most frequent first.</summary>
    public IReadOnlyList<SourceProblem> Problems
    {
        get
        {
            lock (_gate) return [.. _problems.Values.OrderByDescending(p => p.Count)];
        }
    }

    /// <summary>Events in each of the last 60 minutes, the oldest first.</summary>
    public IReadOnlyList<int> PerMinute(DateTimeOffset now) => _minutes.Last(now);

    /// <summary>Takes note of a delivery.</summary>
    public void Delivered(int bytes, DateTimeOffset now)
    {
        Interlocked.Add(ref _bytes, bytes);
        Volatile.Write(ref _lastSeen, now.UtcTicks);
    }

    /// <summary>Takes note of what a delivery held.</summary>
    public void Read(int events, int problems, IReadOnlyList<ReadProblem> samples, DateTimeOffset now)
    {
        Interlocked.Add(ref _events, events);
        _minutes.Add(events, now);
        if (problems == 0) return;
        Interlocked.Add(ref _rejected, problems);
        foreach (var problem in samples) Note(problem.Reason, now);
    }

    /// <summary>Takes note of a message that was refused before it was spooled.</summary>
    public void Refused(string reason, DateTimeOffset now)
    {
        Interlocked.Increment(ref _rejected);
        Note(reason, now);
    }

    void Note(string reason, DateTimeOffset now)
    {
        Volatile.Write(ref _lastProblem, now.UtcTicks);
        lock (_gate)
        {
            if (!_problems.TryGetValue(reason, out var problem) && _problems.Count >= MostProblems) reason = "other reasons";
            _problems[reason] = _problems.TryGetValue(reason, out problem) ? problem with { Count = problem.Count + 1, Last = now } : new SourceProblem(reason, 1, now);
        }
    }

    static DateTimeOffset? At(long ticks) => ticks > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}

/// <summary>A reason why messages of a source could not be read.</summary>
/// <param name="Reason">One clear clause.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When it last happened.</param>
public sealed record SourceProblem(string Reason, long Count, DateTimeOffset Last);
