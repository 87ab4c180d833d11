using Hoplite.Telemetry.Scanning;

namespace Hoplite.Telemetry.Tests.Scanning;

/// <summary>A sink that keeps everything, shared by all workers of one scan.</summary>
sealed class Collected : IEventSink
{
    readonly Lock _gate = new();

    public List<EventRecord> Events { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public EventBatch Rent(EvidenceSource source)
    {
        var batch = new EventBatch();
        batch.Reset(source);
        return batch;
    }

    public void Post(EventBatch batch)
    {
        lock (_gate)
            for (var i = 0; i < batch.Count; i++) Events.Add(EventRecord.Take(batch, i));
    }

    public void Report(ReadProblem problem)
    {
        lock (_gate) Problems.Add(problem);
    }

    public void Progress(long bytes)
    {
    }

    public IEnumerable<string?> Values(string name) => Events.Select(e => e[name]);
}
