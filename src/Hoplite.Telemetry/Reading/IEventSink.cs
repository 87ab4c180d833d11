namespace Hoplite.Telemetry;

/// <summary>Takes what a reader produces; used by one thread at a time.</summary>
public interface IEventSink
{
    /// <summary>An empty batch for events of this evidence.</summary>
    EventBatch Rent(EvidenceSource source);

    /// <summary>Takes a batch back, full or not; the reader must not touch it afterwards.</summary>
    void Post(EventBatch batch);

    /// <summary>Takes note of something that could not be read.</summary>
    void Report(ReadProblem problem);

    /// <summary>Takes note that this many more bytes of the input have been read, for the progress bar.</summary>
    void Progress(long bytes);
}
