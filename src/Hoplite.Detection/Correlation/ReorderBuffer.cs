namespace Hoplite.Detection.Correlation;

/// <summary>Holds hits back until no earlier one can come, and gives them out in order of event time; hits of the same time keep the order in which they came.</summary>
sealed class ReorderBuffer
{
    readonly PriorityQueue<HeldHit, (long Ticks, long Arrival)> _queue = new();
    readonly Stack<HeldHit> _free = new();
    long _arrivals;

    public int Count => _queue.Count;

    public long Oldest => _queue.TryPeek(out _, out var first) ? first.Ticks : long.MaxValue;

    public void Add(in CorrelationHit hit)
    {
        if (!_free.TryPop(out var held)) held = new HeldHit();
        held.Keep(hit);
        _queue.Enqueue(held, (hit.Ticks, _arrivals++));
    }

    public HeldHit Take() => _queue.Dequeue();

    public void Return(HeldHit held) => _free.Push(held);
}

/// <summary>A copy of a hit that outlives the caller's text; used again and again.</summary>
sealed class HeldHit
{
    byte[] _text = [];
    ValueSlice[] _values = [];
    int _count;
    int _source;
    long _ticks;
    long _reference;

    public CorrelationHit Hit => new(_source, _ticks, _reference, _text, _values.AsSpan(0, _count));

    public void Keep(in CorrelationHit hit)
    {
        (_source, _ticks, _reference, _count) = (hit.Source, hit.Ticks, hit.Reference, hit.Values.Length);
        var length = 0;
        foreach (var value in hit.Values) length += Math.Max(0, value.Length);
        if (_text.Length < length) _text = new byte[length];
        if (_values.Length < _count) _values = new ValueSlice[_count];
        var end = 0;
        for (var index = 0; index < _count; index++)
        {
            var slice = hit.Values[index];
            _values[index] = slice.IsPresent ? new ValueSlice(end, slice.Length) : ValueSlice.Absent;
            if (!slice.IsPresent) continue;
            hit.Value(index).CopyTo(_text.AsSpan(end));
            end += slice.Length;
        }
    }
}
