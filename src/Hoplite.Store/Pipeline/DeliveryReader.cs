using System.Runtime.InteropServices;
using Hoplite.Store.Spooling;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Store.Pipeline;

/// <summary>Reads deliveries as the scan reads files: finds the format, posts the events, and keeps what cannot be read as raw text.</summary>
/// <remarks>One instance serves one thread. Reading the same delivery again gives the same events at the same positions.</remarks>
public sealed class DeliveryReader
{
    readonly Dictionary<string, IEventReader> _lastOf = new(StringComparer.Ordinal);

    /// <summary>Reads one delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="sink">Takes the events.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What could not be read.</returns>
    public DeliveryOutcome Read(Delivery delivery, IEventSink sink, CancellationToken cancellation)
    {
        var source = new EvidenceSource(SpoolPath.Of(delivery.Source, delivery.Position), delivery.Received);
        var counting = new CountingSink(sink);
        var payload = delivery.Payload;
        if (ReaderOf(delivery) is not { } reader) counting.Report(new ReadProblem(source, 0, "format not recognised"));
        else
            try
            {
                reader.Read(new EvidenceInput(source, AsStream(payload), 0, payload.Length), counting, cancellation);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException) && !counting.Failed)
            {
                counting.Abandon();
                counting.Report(new ReadProblem(source, 0, "the reader gave up: " + e.GetType().Name));
            }

        if (counting.Problems.Count > 0) RawEvents.Post(delivery, source, counting.Problems, sink);
        return new DeliveryOutcome(counting.Events, counting.ProblemCount, counting.Problems);
    }

    IEventReader? ReaderOf(Delivery delivery)
    {
        if (delivery.Format.Length > 0) return ReaderCatalogue.All.FirstOrDefault(r => r.Format == delivery.Format);
        var head = delivery.Payload.Span[..Math.Min(delivery.Payload.Length, 64 << 10)];
        if (_lastOf.TryGetValue(delivery.Source, out var last) && last.Sniff(head, "") >= 50) return last;
        IEventReader? chosen = null;
        var score = 0;
        foreach (var reader in ReaderCatalogue.All)
        {
            var sure = reader.Sniff(head, "");
            if (sure > score) (chosen, score) = (reader, sure);
        }

        if (chosen is not null) _lastOf[delivery.Source] = chosen;
        return chosen;
    }

    static MemoryStream AsStream(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(payload.ToArray(), writable: false);
}

/// <summary>What became of a delivery.</summary>
/// <param name="Events">Events read.</param>
/// <param name="Problems">How many places could not be read.</param>
/// <param name="Samples">The first of them.</param>
public readonly record struct DeliveryOutcome(int Events, int Problems, IReadOnlyList<ReadProblem> Samples);
