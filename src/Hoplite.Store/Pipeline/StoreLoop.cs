using Hoplite.Store.Events;
using Hoplite.Store.Spooling;
using Hoplite.Telemetry;

namespace Hoplite.Store.Pipeline;

/// <summary>Carries deliveries from the spool into the event store, many to a transaction.</summary>
/// <param name="spool">Where they come from.</param>
/// <param name="store">Where their events go.</param>
/// <param name="time">The clock.</param>
public sealed class StoreLoop(Spool spool, EventStore store, TimeProvider time)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan AgeEvery = TimeSpan.FromMinutes(5);
    const int MostEvents = 50_000;

    // A few events are not worth a transaction of their own: they wait a moment for more.
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    const long Plenty = 1 << 20;

    /// <summary>Events stored since the start.</summary>
    public long Events { get; private set; }

    /// <summary>Everything in the spool before this position is in the store.</summary>
    public long Position => store.Position;

    /// <summary>Works until it is cancelled; everything it has taken is committed then.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var reader = new DeliveryReader();
        using var deliveries = spool.ReadFrom(store.Position);
        var sink = new AppendSink(store);
        var aged = time.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await spool.WaitAsync(deliveries.Position, cancellation).ConfigureAwait(false);
                if (spool.Durable - deliveries.Position < Plenty) await Task.Delay(Gather, time, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var begun = time.GetTimestamp();
            var events = 0;
            while (events < MostEvents && time.GetElapsedTime(begun) < LongestWait && deliveries.TryRead() is { } delivery)
            {
                sink.Begin(delivery);
                reader.Read(delivery, sink, CancellationToken.None);
                events += sink.Events;
            }

            store.Commit(deliveries.Position);
            Events += events;
            if (time.GetElapsedTime(aged) < AgeEvery) continue;
            aged = time.GetTimestamp();
            store.Age(time.GetUtcNow(), cancellation);
        }
    }

    sealed class AppendSink(EventStore store) : IEventSink
    {
        readonly EventBatch _batch = new();
        Arrival _arrival;

        public int Events { get; private set; }

        public void Begin(Delivery delivery)
        {
            _arrival = new Arrival(delivery.Source, delivery.Position, delivery.Received);
            Events = 0;
        }

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
            store.Append(batch, _arrival, Events);
            Events += batch.Count;
        }

        public void Report(ReadProblem problem)
        {
        }

        public void Progress(long bytes)
        {
        }
    }
}
