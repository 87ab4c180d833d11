namespace Hoplite.Intelligence.Trusting;

/// <summary>What one peer said lately, and how much of it others said as well; kept up to date claim by claim, so that comparing two peers costs nothing.</summary>
sealed class RecentClaims(TimeSpan span)
{
    const int Most = 5_000;

    readonly HashSet<Named> _named = [];
    readonly Queue<(Named Named, DateTimeOffset At)> _order = [];
    readonly Dictionary<RecentClaims, int> _common = [];

    public int Count => _named.Count;

    public bool Has(Named named) => _named.Contains(named);

    /// <summary>How many of the same things another peer spoke of.</summary>
    public int CommonWith(RecentClaims other) => _common.GetValueOrDefault(other);

    /// <summary>Adds a claim; what is too old goes.</summary>
    /// <param name="named">Of what.</param>
    /// <param name="now">When.</param>
    /// <param name="others">Everybody else who spoke of a thing, for a thing.</param>
    public void Add(Named named, DateTimeOffset now, Func<Named, IEnumerable<RecentClaims>> others)
    {
        while (_order.TryPeek(out var oldest) && (now - oldest.At > span || _order.Count > Most))
        {
            _order.Dequeue();
            _named.Remove(oldest.Named);
            Tally(oldest.Named, -1, others);
        }

        if (!_named.Add(named)) return;
        _order.Enqueue((named, now));
        Tally(named, 1, others);
    }

    void Tally(Named named, int step, Func<Named, IEnumerable<RecentClaims>> others)
    {
        foreach (var other in others(named))
        {
            if (other == this || !other.Has(named)) continue;
            _common[other] = _common.GetValueOrDefault(other) + step;
            other._common[this] = _common[other];
        }
    }
}
