namespace Hoplite.Telemetry.Tests;

/// <summary>Asks for every byte and value of every event and counts; keeps nothing.</summary>
sealed class Draining : IEventSink
{
    readonly EventBatch _batch = new();

    public long Events { get; private set; }

    public long Problems { get; private set; }

    public EventBatch Rent(EvidenceSource source)
    {
        _batch.Reset(source);
        return _batch;
    }

    public void Post(EventBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Events++;
            batch.Raw(i);
            foreach (ref var field in batch.Fields(i)) batch.Text(ref field);
        }
    }

    public void Report(ReadProblem problem) => Problems++;

    public void Progress(long bytes)
    {
    }
}
