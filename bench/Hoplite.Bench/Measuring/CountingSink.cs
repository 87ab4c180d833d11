using Hoplite.Detection.Matching;
using Hoplite.Telemetry;

namespace Hoplite.Bench.Measuring;

/// <summary>Matches what is read, when given a matcher, and counts.</summary>
sealed class CountingSink(RuleMatcher? matcher = null) : IEventSink
{
    readonly EventBatch _batch = new();
    long _mark, _ofInput;

    public long Events { get; private set; }

    public long Fields { get; private set; }

    public long Matches { get; private set; }

    /// <summary>Bytes this thread allocated since the warm-up of the last input.</summary>
    public long AllocatedSinceMark => GC.GetAllocatedBytesForCurrentThread() - _mark;

    public EventBatch Rent(EvidenceSource source)
    {
        _batch.Reset(source);
        return _batch;
    }

    public void Post(EventBatch batch)
    {
        Events += batch.Count;
        if (_ofInput < Warm) _mark = GC.GetAllocatedBytesForCurrentThread();
        _ofInput += batch.Count;
        for (var i = 0; i < batch.Count; i++)
        {
            Fields += batch.Fields(i).Length;
            if (matcher is not null) Matches += matcher.Match(batch, i).Length;
        }
    }

    /// <summary>How many events of an input belong to the warm-up: readers take their buffers then.</summary>
    public long Warm { get; set; }

    /// <summary>Begins with another input.</summary>
    public void Restart() => _ofInput = 0;

    public void Report(ReadProblem problem)
    {
    }

    public void Progress(long bytes)
    {
    }
}
