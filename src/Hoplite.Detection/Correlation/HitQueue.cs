namespace Hoplite.Detection.Correlation;

/// <summary>
/// A few hits on their way to the correlators. With a million groups nearly all the time goes into waiting for memory; while a hit stands in
/// this queue its group is fetched step by step, so that the waits of many hits overlap. The order of hits stays as it is.
/// </summary>
sealed class HitQueue
{
    const int Length = 16;
    const int StatesBehind = 5;
    const int EventsBehind = 10;

    readonly HeldHit[] _hits = [.. Enumerable.Range(0, Length).Select(_ => new HeldHit())];
    int _first;
    int _count;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == Length;

    public void Add(in CorrelationHit hit, (Correlator Correlator, int Input)[][] watchers)
    {
        var newest = _first + _count++;
        _hits[newest & (Length - 1)].Keep(hit);
        Foresee(newest, Foresight.Slot, watchers);
        if (_count > StatesBehind) Foresee(newest - StatesBehind, Foresight.State, watchers);
        if (_count > EventsBehind) Foresee(newest - EventsBehind, Foresight.Events, watchers);
    }

    public CorrelationHit Take()
    {
        _count--;
        return _hits[_first++ & (Length - 1)].Hit;
    }

    void Foresee(int place, Foresight what, (Correlator Correlator, int Input)[][] watchers)
    {
        var hit = _hits[place & (Length - 1)].Hit;
        foreach (var (correlator, input) in watchers[hit.Source]) correlator.Foresee(input, hit, what);
    }
}

/// <summary>What to fetch of a group; each step needs the one before to have arrived.</summary>
enum Foresight
{
    /// <summary>Where the group is.</summary>
    Slot,

    /// <summary>Its state.</summary>
    State,

    /// <summary>Its events.</summary>
    Events,
}
