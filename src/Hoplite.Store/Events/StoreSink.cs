using Hoplite.Telemetry;

namespace Hoplite.Store.Events;

/// <summary>Puts the events of one reading thread into a store, under the path of their file.</summary>
/// <param name="store">Takes the events; several sinks may share it.</param>
/// <param name="received">When the files were read.</param>
/// <param name="problems">Hears of what could not be read; called by the reading thread.</param>
public sealed class StoreSink(EventStore store, DateTimeOffset received, Action<ReadProblem> problems) : IEventSink
{
    readonly EventBatch _batch = new();
    long _ordinal;

    /// <inheritdoc/>
    public EventBatch Rent(EvidenceSource source)
    {
        _batch.Reset(source);
        return _batch;
    }

    /// <inheritdoc/>
    public void Post(EventBatch batch)
    {
        store.Append(batch, new Arrival(batch.Source.Path, -1, received), _ordinal);
        _ordinal += batch.Count;
    }

    /// <inheritdoc/>
    public void Report(ReadProblem problem) => problems(problem);

    /// <inheritdoc/>
    public void Progress(long bytes)
    {
    }
}
