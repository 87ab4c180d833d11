namespace Hoplite.Intelligence.Communities;

/// <summary>Bounds what one member may ask, and takes no letter twice.</summary>
/// <param name="most">The most letters of one member in a span.</param>
/// <param name="span">The span.</param>
/// <param name="time">The clock.</param>
public sealed class LetterBox(int most, TimeSpan span, TimeProvider time)
{
    readonly Dictionary<string, Queue<DateTimeOffset>> _taken = new(StringComparer.Ordinal);
    readonly HashSet<(string From, string Nonce)> _seen = [];
    readonly Queue<((string From, string Nonce) Letter, DateTimeOffset At)> _order = [];
    readonly Lock _gate = new();

    /// <summary>Takes a letter; false when it came before or its sender asked too often.</summary>
    public bool TryTake(PeerLetter letter) => TryTake(letter.From.Identity, letter.Nonce);

    /// <summary>The same for whoever is known by a name.</summary>
    public bool TryTake(string from, string nonce)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_order.TryPeek(out var oldest) && now - oldest.At > PeerLetter.Lasts + PeerLetter.Lasts) _seen.Remove(_order.Dequeue().Letter);
            if (!_taken.TryGetValue(from, out var before)) _taken[from] = before = [];
            while (before.TryPeek(out var first) && now - first >= span) before.Dequeue();
            if (before.Count >= most || !_seen.Add((from, nonce))) return false;
            before.Enqueue(now);
            _order.Enqueue(((from, nonce), now));
            return true;
        }
    }
}
