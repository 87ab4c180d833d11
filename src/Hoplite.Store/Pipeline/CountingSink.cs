using Hoplite.Telemetry;

namespace Hoplite.Store.Pipeline;

/// <summary>Stands before a sink, counts, and tells failures of the sink from failures of the reader.</summary>
sealed class CountingSink(IEventSink inner) : IEventSink
{
    const int MaxSamples = 64;

    EventBatch? _rented;

    /// <summary>Events posted.</summary>
    public int Events { get; private set; }

    /// <summary>Problems reported.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>The first of the problems.</summary>
    public List<ReadProblem> Problems { get; } = [];

    /// <summary>Whether the sink itself failed.</summary>
    public bool Failed { get; private set; }

    public EventBatch Rent(EvidenceSource source) => _rented = inner.Rent(source);

    public void Post(EventBatch batch)
    {
        _rented = null;
        Events += batch.Count;
        Failed = true;
        inner.Post(batch);
        Failed = false;
    }

    public void Report(ReadProblem problem)
    {
        ProblemCount++;
        if (Problems.Count < MaxSamples) Problems.Add(problem);
    }

    public void Progress(long bytes) => inner.Progress(bytes);

    /// <summary>Posts what a failed reader had read so far.</summary>
    public void Abandon()
    {
        if (_rented is { } batch) Post(batch);
    }
}
