using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Hoplite.Server.Live;

/// <summary>What just happened, for everybody who has the console open. A listener that is too slow misses some and is none the worse: what it shows it can ask for again.</summary>
public sealed class LiveFeed
{
    const int Waiting = 256;

    static readonly LiveEvent Hello = new("hello", new { });

    readonly ConcurrentDictionary<Channel<LiveEvent>, bool> _listeners = new();

    /// <summary>How many are listening.</summary>
    public int Listeners => _listeners.Count;

    /// <summary>Tells everybody.</summary>
    public void Tell(string kind, object data)
    {
        foreach (var listener in _listeners.Keys) listener.Writer.TryWrite(new LiveEvent(kind, data));
    }

    /// <summary>Listens until it is cancelled, which ends it without an exception. The first that is heard is <c>hello</c>: from there on nothing is missed, and what was read before may be old.</summary>
    public async IAsyncEnumerable<LiveEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners[channel] = true;
        try
        {
            yield return Hello;
            using var stop = cancellation.Register(() => channel.Writer.TryComplete());
            await foreach (var said in channel.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return said;
        }
        finally
        {
            _listeners.TryRemove(channel, out _);
        }
    }
}

/// <summary>Something that happened.</summary>
/// <param name="Kind"><c>hello</c>, <c>incident</c>, <c>overview</c>, <c>source</c>, <c>trace</c>, <c>response</c> or <c>approval</c>.</param>
/// <param name="Data">What is said about it.</param>
public sealed record LiveEvent(string Kind, object Data);
