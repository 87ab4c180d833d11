using Hoplite.Detection.Correlation;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection;

/// <summary>Detection over a stream that does not end.</summary>
/// <remarks>
/// Correlations go by the time of events. What arrives later than the stream tolerates, because a machine was off the net or a
/// backlog is sent, goes to a second engine that puts it in order by itself and is closed when no more of it has come for a while:
/// an attack in a backlog is found among the events of the backlog.
/// </remarks>
public sealed partial class Detector
{
    static readonly long Quiet = TimeSpan.FromSeconds(10).Ticks;
    static readonly long LongestBacklog = TimeSpan.FromMinutes(1).Ticks;
    static readonly long Ahead = TimeSpan.FromMinutes(5).Ticks;

    CorrelationEngine? _backlog;
    long _backlogBegun;
    long _backlogTouched;
    long _newest;
    long _observed;
    long _countsReset;
    long _passedOn;
    long _seen;

    /// <summary>The longest time span of a correlation; what happened longer ago cannot matter to any.</summary>
    public TimeSpan LongestSpan => Correlations.Correlations.Select(c => c.Timespan).DefaultIfEmpty().Max();

    /// <summary>Takes out what was found since the last call.</summary>
    /// <param name="now">The present time, by which a backlog is over when no more of it has come.</param>
    public IReadOnlyList<Finding> Drain(DateTimeOffset now)
    {
        lock (_gate)
        {
            _engine.Flush();
            if (_newest >= _engine.Passed && now.UtcTicks - _observed > TimeSpan.TicksPerSecond) _engine.Advance(_newest + 1);
            if (_backlog is not null && (now.UtcTicks - _backlogTouched > Quiet || now.UtcTicks - _backlogBegun > LongestBacklog))
            {
                _backlog.Complete();
                _backlog = null;
            }

            if (_backlog is null && _engine.Passed > _passedOn)
            {
                _passedOn = _engine.Passed + TimeSpan.FromMinutes(1).Ticks;
                _keeper.Forget(_engine.Passed - LongestSpan.Ticks - CorrelationOptions.Live.Tolerance.Ticks);
            }

            if (now.UtcTicks - _countsReset > TimeSpan.TicksPerHour)
            {
                _countsReset = now.UtcTicks;
                _perRule.Clear();
            }

            _seen = now.UtcTicks;
            Finding[] found = [.. _findings];
            _findings.Clear();
            return found;
        }
    }

    /// <summary>Findings that were only counted, by rule.</summary>
    public IReadOnlyDictionary<RuleInfo, long> Folded
    {
        get
        {
            lock (_gate) return new Dictionary<RuleInfo, long>(_folded, ReferenceEqualityComparer.Instance);
        }
    }

    /// <summary>The alerts of other tools read so far; only whoever feeds the sinks may look, and not while it does.</summary>
    public Alerts.AlertBook Alerts => _alerts;

    /// <summary>The alerts of other tools read so far; the next ones go to a new book.</summary>
    public Alerts.AlertBook TakeAlerts()
    {
        lock (_gate)
        {
            var taken = _alerts;
            _alerts = new Alerts.AlertBook();
            return taken;
        }
    }

    // A date far ahead would make everything that is on time come too late: it counts as of now.
    void Observe(in CorrelationHit hit)
    {
        if (!Options.IsLive || hit.Ticks <= 0)
        {
            _engine.Observe(hit);
            return;
        }

        var ticks = hit.Ticks > _seen + Ahead && _seen > 0 ? _seen : hit.Ticks;
        var dated = ticks == hit.Ticks ? hit : new CorrelationHit(hit.Source, ticks, hit.Reference, hit.Text, hit.Values);
        if (ticks >= _engine.Passed)
        {
            _newest = Math.Max(_newest, ticks);
            _observed = _seen;
            _engine.Observe(dated);
            return;
        }

        _backlogTouched = _seen;
        if (_backlog is null)
        {
            _backlogBegun = _seen;
            _backlog = new CorrelationEngine(Correlations, CorrelationOptions.Scan, Correlated);
        }

        _backlog.Observe(dated);
    }
}
