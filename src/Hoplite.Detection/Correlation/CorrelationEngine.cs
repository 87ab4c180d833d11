using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Correlation;

/// <summary>
/// Watches the matches of single rules and reports correlations as they come true. It goes by event time alone. A window is closed on both
/// ends: two events exactly one time span apart lie within it. An event without one of the group-by fields is not counted. Not safe for several threads.
/// </summary>
public sealed class CorrelationEngine
{
    /// <summary>Beyond as many groups, their memory no longer fits into the caches.</summary>
    const int ManyGroups = 10_000;

    const long LastTicks = 3_155_378_975_999_999_999;

    readonly CorrelationOptions _options;
    readonly CorrelationPlan _plan;
    readonly Action<CorrelationMatch> _report;
    readonly Correlator[] _correlators;
    readonly Correlator[] _closing;
    readonly (Correlator Correlator, int Input)[][] _watchers;
    readonly (Correlator Correlator, int Input)[][] _above;
    readonly ReorderBuffer _held = new();
    readonly HitQueue _queue = new();
    bool _hasManyGroups;
    long _processed;
    long _newest = long.MinValue;
    long _passed = long.MinValue;

    /// <param name="plan">The correlations.</param>
    /// <param name="options">Bounds, and how long to wait for late events.</param>
    /// <param name="report">Called for every match that is to be shown, within a call to this engine.</param>
    public CorrelationEngine(CorrelationPlan plan, CorrelationOptions options, Action<CorrelationMatch> report)
    {
        (_plan, _options, _report) = (plan, options, report);
        _correlators = [.. plan.Nodes.Select(node => Correlators.Create(node, this, options.MostGroups))];
        _closing = [.. _correlators.Where(correlator => correlator is ClosingCorrelator)];
        _watchers = Watchers(plan.Sources.Length, isCorrelation: false);
        _above = Watchers(plan.Nodes.Length, isCorrelation: true);
    }

    /// <summary>Hits that came later than the tolerance allows, and were not counted.</summary>
    public long Late { get; private set; }

    /// <summary>The time that has been passed: earlier hits come too late. UTC ticks.</summary>
    public long Passed => _passed;

    /// <summary>Hits without a usable event time, which no window can hold.</summary>
    public long Undated { get; private set; }

    /// <summary>Groups alive now, over all correlations.</summary>
    public long Groups => _correlators.Sum(correlator => (long)correlator.Groups);

    /// <summary>Groups given up because there were too many.</summary>
    public long Evicted => _correlators.Sum(correlator => correlator.Evicted);

    /// <summary>Memory that groups take, about.</summary>
    public long Bytes => _correlators.Sum(correlator => correlator.Bytes);

    /// <summary>Takes a match of a base rule into account.</summary>
    public void Observe(in CorrelationHit hit)
    {
        if (hit.Ticks is <= 0 or > LastTicks)
        {
            Undated++;
            return;
        }

        if (hit.Ticks < _passed)
        {
            Late++;
            return;
        }

        if (_options.Tolerance == TimeSpan.Zero)
        {
            Pass(hit);
            return;
        }

        _held.Add(hit);
        if (hit.Ticks > _newest) _newest = hit.Ticks;
        Release(_options.Tolerance.Ticks >= _newest ? long.MinValue : _newest - _options.Tolerance.Ticks);
        while (_held.Count > _options.MostHeldBack && _held.TryTake(long.MaxValue, out var oldest)) Pass(oldest);
    }

    /// <summary>Says that no event before this time will come any more, so that windows close though nothing matches.</summary>
    public void Advance(long ticks)
    {
        Release(ticks);
        Flush();
        Close(ticks);
        if (ticks > _passed) _passed = ticks;
    }

    /// <summary>Ends the stream: everything held back is passed on and every window closes.</summary>
    public void Complete()
    {
        Release(long.MaxValue);
        Flush();
        Close(long.MaxValue);
    }

    /// <summary>Looks at the last few hits now. With many groups they are looked at a few at a time; a live stream calls this after each batch.</summary>
    public void Flush()
    {
        while (!_queue.IsEmpty) Process(_queue.Take());
    }

    internal void Report(CorrelationNode node, CorrelationMatch match, in CorrelationHit hit)
    {
        if (!_plan.Silent.Contains(node.Rule.Info.Id)) _report(match);
        foreach (var (correlator, input) in _above[node.Index]) correlator.Observe(input, hit);
    }

    void Release(long before)
    {
        while (_held.TryTake(before, out var hit)) Pass(hit);
    }

    void Pass(in CorrelationHit hit)
    {
        _passed = hit.Ticks;
        if (!_hasManyGroups && _queue.IsEmpty)
        {
            Process(hit);
            if ((++_processed & 0xFFF) == 0) _hasManyGroups = Groups > ManyGroups;
            return;
        }

        _queue.Add(hit, _watchers);
        if (_queue.IsFull) Process(_queue.Take());
    }

    void Process(in CorrelationHit hit)
    {
        if (_closing.Length > 0) Close(hit.Ticks);
        foreach (var (correlator, input) in _watchers[hit.Source]) correlator.Observe(input, hit);
    }

    /// <summary>Closes windows that end before a time, earliest first, since what one reports may matter to another.</summary>
    void Close(long before)
    {
        while (true)
        {
            Correlator? next = null;
            foreach (var correlator in _closing)
                if (correlator.NextClose < before && (next is null || correlator.NextClose < next.NextClose))
                    next = correlator;
            if (next is null) return;
            next.CloseNext();
        }
    }

    (Correlator, int)[][] Watchers(int places, bool isCorrelation)
    {
        var watchers = Enumerable.Range(0, places).Select(_ => new List<(Correlator, int)>()).ToArray();
        foreach (var node in _plan.Nodes)
            for (var input = 0; input < node.Inputs.Length; input++)
                if (node.Inputs[input].IsCorrelation == isCorrelation)
                    watchers[node.Inputs[input].Place].Add((_correlators[node.Index], input));
        return [.. watchers.Select(list => list.ToArray())];
    }
}
