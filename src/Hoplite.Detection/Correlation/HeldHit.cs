namespace Hoplite.Detection.Correlation;

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
