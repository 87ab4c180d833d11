using Hoplite.Store.Spooling;

namespace Hoplite.Server.Sources;

/// <summary>The one door through which everything that arrives goes into the spool.</summary>
/// <param name="spool">Where it goes.</param>
/// <param name="sources">Hears what each source delivers.</param>
/// <param name="time">The clock.</param>
public sealed class Intake(Spool spool, SourceBook sources, TimeProvider time)
{
    /// <summary>Stores what a source delivered; completes when it is durable.</summary>
    /// <param name="source">The source.</param>
    /// <param name="format">The format to read it as; empty to find out.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="isRepeatable">Whether the sender repeats it, byte for byte, when it gets no answer.</param>
    /// <param name="cursor">Where reading goes on after a restart; empty for sources that send.</param>
    /// <param name="cancellation">Gives up waiting for room.</param>
    /// <exception cref="SpoolFullException">There is no room; the sender must keep it.</exception>
    public async ValueTask<long> AcceptAsync(
        EnrolledSource source, string format, ReadOnlyMemory<byte> payload, bool isRepeatable = false, string cursor = "", CancellationToken cancellation = default)
    {
        var key = isRepeatable ? Delivery.KeyOf(source.Id, payload.Span) : 0;
        try
        {
            var position = await spool.AppendAsync(new Delivery(source.Id, format, payload) { Key = key, Cursor = cursor }, cancellation).ConfigureAwait(false);
            sources.HealthOf(source.Id).Delivered(payload.Length, time.GetUtcNow());
            return position;
        }
        catch (SpoolFullException full)
        {
            sources.HealthOf(source.Id).Refused(full.Message, time.GetUtcNow());
            throw;
        }
    }

    /// <summary>Where a source that is read goes on.</summary>
    public string CursorOf(EnrolledSource source) => spool.CursorOf(source.Id);
}
