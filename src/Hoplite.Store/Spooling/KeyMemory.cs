namespace Hoplite.Store.Spooling;

/// <summary>Remembers the keys of deliveries for a while, so that one that is sent again is not stored again.</summary>
/// <param name="span">How long.</param>
sealed class KeyMemory(TimeSpan span)
{
    const int Most = 2_000_000;

    readonly Dictionary<UInt128, long> _positions = [];
    readonly Queue<(UInt128 Key, long Ticks)> _order = [];

    /// <summary>The position of the delivery with this key, if it is remembered.</summary>
    public bool TryGet(UInt128 key, out long position) => _positions.TryGetValue(key, out position);

    /// <summary>Remembers a key, and forgets those that are too old.</summary>
    public void Add(UInt128 key, long position, DateTimeOffset received)
    {
        if (_positions.TryAdd(key, position)) _order.Enqueue((key, received.UtcTicks));
        while (_order.TryPeek(out var oldest) && (_order.Count > Most || oldest.Ticks < received.UtcTicks - span.Ticks))
        {
            _order.Dequeue();
            _positions.Remove(oldest.Key);
        }
    }
}
