namespace Hoplite.Detection.Matching;

/// <summary>Which predicates of a plan hold for the event at hand, each tested at most once.</summary>
sealed class PredicateMemo(EventView view)
{
    uint[] _known = new uint[256];
    uint _stamp;
    Predicate[] _predicates = [];

    /// <summary>Turns to another event.</summary>
    public void Start(Predicate[] predicates)
    {
        _predicates = predicates;

        // A stamp has two values: even for false, odd for true.
        _stamp += 2;
        if (_stamp == 0)
        {
            _known.AsSpan().Clear();
            _stamp = 2;
        }

        if (_known.Length < predicates.Length) _known = new uint[predicates.Length];
    }

    /// <summary>Whether the predicate holds.</summary>
    public bool Holds(int predicate)
    {
        var known = _known[predicate];
        if ((known & ~1u) == _stamp) return (known & 1) != 0;
        var holds = _predicates[predicate].Test(view);
        _known[predicate] = _stamp | (holds ? 1u : 0u);
        return holds;
    }

    /// <summary>Notes that the predicate holds.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Note(int predicate)
    {
        if (_known[predicate] == (_stamp | 1)) return false;
        _known[predicate] = _stamp | 1;
        return true;
    }
}
