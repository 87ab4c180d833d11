using Hoplite.Detection.Matching;
using Hoplite.Telemetry;

namespace Hoplite.Bench.Measuring;

/// <summary>Matches what is read, when given a matcher, and counts.</summary>
sealed class CountingSink(RuleMatcher? matcher = null) : IEventSink
{
    readonly EventBatch _batch = new();

    public long Events { get; private set; }

    public long Fields { get; private set; }

    public long Matches { get; private set; }

    public EventBatch Rent(EvidenceSource source)
    {
        _batch.Reset(source);
        return _batch;
    }

    public void Post(EventBatch batch)
    {
        Events += batch.Count;
        for (var i = 0; i < batch.Count; i++)
        {
            Fields += batch.Fields(i).Length;
            if (matcher is not null) Matches += matcher.Match(batch, i).Length;
        }
    }

    public void Report(ReadProblem problem)
    {
    }

    public void Progress(long bytes)
    {
    }
}
