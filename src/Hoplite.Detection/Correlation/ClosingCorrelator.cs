namespace Hoplite.Detection.Correlation;

/// <summary>
/// For conditions that only the end of a window can decide: fewer than, exactly, not, and statistics. A window opens with a group's first event
/// and lasts the time span; the next one opens with the first event after it. A group without events has no window, so "none at all" cannot be seen.
/// </summary>
sealed class ClosingCorrelator(CorrelationNode node, CorrelationEngine engine, int mostGroups) : Correlator(node, engine)
{
    readonly Dictionary<ulong, ClosingWindow> _open = [];
    readonly Queue<ClosingWindow> _closing = new();
    long _evicted;

    public override long NextClose => _closing.TryPeek(out var next) ? next.Start + Span : long.MaxValue;

    public override int Groups => _open.Count;

    public override long Evicted => _evicted;

    public override long Bytes => _open.Count * 512L;

    public override void Observe(int input, in CorrelationHit hit)
    {
        ulong value = 0;
        double number = 0;
        var (type, bounds) = (Node.Rule.Type, Node.Rule.Condition as BoundsCondition);
        var fields = Node.Inputs[input].Group;
        if (!GroupKeys.TryHash(hit, fields, out var hash)) return;
        var isShare = type == CorrelationType.ValuePercentile && bounds?.Percentile is null;
        if ((type == CorrelationType.ValueCount || isShare) && !TryConditionHash(input, hit, out value)) return;
        if (type is CorrelationType.ValueSum or CorrelationType.ValueAverage or CorrelationType.ValueMedian || (type == CorrelationType.ValuePercentile && !isShare))
            if (!TryNumber(input, hit, out number))
                return;

        if (!_open.TryGetValue(hash, out var window)) window = Open(hash, hit, fields);
        window.Add(type, new Contribution(hit.Ticks, hit.Reference, input, value, number), Node.Inputs.Length > 1);
        Carry(window, input, hit);
    }

    ClosingWindow Open(ulong hash, in CorrelationHit hit, int[] fields)
    {
        if (_open.Count >= mostGroups)
        {
            _open.Remove(_closing.Dequeue().Hash);
            _evicted++;
        }

        var key = new byte[GroupKeys.KeptLength(hit, fields)];
        GroupKeys.Keep(hit, fields, key);
        var window = new ClosingWindow(hash, hit.Ticks, key);
        _open.Add(hash, window);
        _closing.Enqueue(window);
        return window;
    }

    void Carry(ClosingWindow window, int input, in CorrelationHit hit)
    {
        var carried = Node.Inputs[input].Carried;
        if (carried.Length == 0) return;
        var length = 0;
        foreach (var field in carried) length += Math.Max(0, hit.Values[field].Length);
        if (window.CarriedText.Length < length) window.CarriedText = new byte[length];
        if (window.Carried.Length == 0) window.Carried = new ValueSlice[carried.Length];
        var end = 0;
        for (var index = 0; index < carried.Length; index++)
        {
            var slice = hit.Values[carried[index]];
            window.Carried[index] = slice.IsPresent ? new ValueSlice(end, slice.Length) : ValueSlice.Absent;
            if (!slice.IsPresent) continue;
            hit.Value(carried[index]).CopyTo(window.CarriedText.AsSpan(end));
            end += slice.Length;
        }
    }

    /// <summary>A match of this kind happens when the window closes, and that is the time the correlations above see.</summary>
    public override void CloseNext()
    {
        var window = _closing.Dequeue();
        _open.Remove(window.Hash);
        if (window.Outcome(Node.Rule) is not { } value) return;
        var match = new CorrelationMatch(Node.Rule, window.Start, window.Last.Ticks, GroupKeys.Read(window.Key), window.References, value);
        Engine.Report(Node, match, new CorrelationHit(Node.Index, window.Start + Span, window.Last.Reference, window.CarriedText, window.Carried));
    }
}
