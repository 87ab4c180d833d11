namespace Hoplite.Detection.Correlation;

/// <summary>Holds hits back until no earlier one can come, and gives them out in order of event time; hits of the same time keep the order in which they came.</summary>
/// <remarks>
/// Logs are nearly in order, and a few readers give as many runs that are. So a hit goes to the end of a run that it may follow;
/// only what fits no run is sorted one by one.
/// </remarks>
sealed class ReorderBuffer
{
    const int MostRuns = 16;

    readonly HitArena _arena = new();
    readonly List<Run> _runs = [];
    readonly PriorityQueue<Entry, (long Ticks, long Arrival)> _strays = new();
    long _arrivals;

    /// <summary>How many are held back.</summary>
    public int Count { get; private set; }

    public void Add(in CorrelationHit hit)
    {
        var entry = new Entry(hit.Ticks, _arrivals++, _arena.Keep(hit));
        Count++;
        Run? best = null;
        foreach (var run in _runs)
            if (run.Last <= hit.Ticks && (best is null || run.Last > best.Last)) best = run;
        if (best is null && _runs.Count < MostRuns) _runs.Add(best = new Run());
        if (best is null) _strays.Enqueue(entry, (entry.Ticks, entry.Arrival));
        else best.Add(entry);
    }

    /// <summary>Gives out the oldest, if it is older than this; it is valid until the next call.</summary>
    public bool TryTake(long before, out CorrelationHit hit)
    {
        Run? oldest = null;
        var first = new Entry(before, long.MinValue, default);
        foreach (var run in _runs)
            if (run.TryPeek(out var candidate) && candidate.IsBefore(first)) (oldest, first) = (run, candidate);
        var isStray = _strays.TryPeek(out var stray, out _) && stray.IsBefore(first);
        if (!isStray && oldest is null)
        {
            hit = default;
            return false;
        }

        Count--;
        if (isStray) _strays.Dequeue();
        else oldest!.RemoveFirst();
        hit = _arena.Take(isStray ? stray.Place : first.Place);
        return true;
    }

    readonly record struct Entry(long Ticks, long Arrival, HitPlace Place)
    {
        public bool IsBefore(Entry other) => Ticks != other.Ticks ? Ticks < other.Ticks : Arrival < other.Arrival;
    }

    /// <summary>Hits in order of time.</summary>
    sealed class Run
    {
        readonly Queue<Entry[]> _full = new();
        Entry[] _head = new Entry[16];
        Entry[] _tail;
        int _first, _end;

        public Run() => _tail = _head;

        /// <summary>The time of the last one that was added; anything may follow once the run is empty.</summary>
        public long Last { get; private set; } = long.MinValue;

        public void Add(Entry entry)
        {
            if (_end == _tail.Length)
            {
                if (!ReferenceEquals(_tail, _head)) _full.Enqueue(_tail);
                _tail = new Entry[Math.Min(_tail.Length * 2, 2048)];
                _end = 0;
            }

            _tail[_end++] = entry;
            Last = entry.Ticks;
        }

        public bool TryPeek(out Entry entry)
        {
            var any = !ReferenceEquals(_head, _tail) || _first < _end;
            entry = any ? _head[_first] : default;
            return any;
        }

        public void RemoveFirst()
        {
            _first++;
            if (ReferenceEquals(_head, _tail))
            {
                if (_first < _end) return;
                (_first, _end, Last) = (0, 0, long.MinValue);
            }
            else if (_first == _head.Length)
            {
                _head = _full.TryDequeue(out var next) ? next : _tail;
                _first = 0;
            }
        }
    }
}
