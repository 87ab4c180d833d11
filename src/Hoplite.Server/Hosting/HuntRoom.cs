using Hoplite.Store.Hunting;

namespace Hoplite.Server.Hosting;

/// <summary>Where hunts run: only so many at a time, so that questions do not starve detection.</summary>
/// <param name="platform">The platform.</param>
public sealed class HuntRoom(Platform platform)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    readonly SemaphoreSlim _places = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>The engine, for small questions.</summary>
    public HuntEngine Engine { get; } = new(platform.Events, platform.Time);

    /// <summary>Runs a query when there is a place.</summary>
    /// <exception cref="HuntRoomFullException">There was none for a while.</exception>
    public HuntResult Run(string kql, HuntOptions options, CancellationToken cancellation)
    {
        if (!_places.Wait(LongestWait, cancellation)) throw new HuntRoomFullException();
        try
        {
            return Engine.Run(kql, options, cancellation);
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>Too many hunts run already.</summary>
public sealed class HuntRoomFullException() : Exception("other hunts are running; try again in a moment");
