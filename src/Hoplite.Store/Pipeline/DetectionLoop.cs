using System.Collections.Concurrent;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Live;
using Hoplite.Store.Spooling;
using Hoplite.Telemetry;

namespace Hoplite.Store.Pipeline;

/// <summary>Looks at every delivery in the spool with all rules, and hands over findings and incidents together with the position they reach to.</summary>
/// <remarks>
/// What correlations remember is not saved: after a restart, and for new rules, the last stretch of the spool is looked at again. The
/// same events give the same findings with the same ids, so nothing is found twice.
/// </remarks>
/// <param name="spool">Where deliveries come from.</param>
/// <param name="incidents">The incidents so far; holds the findings that were found before.</param>
/// <param name="time">The clock.</param>
public sealed class DetectionLoop(Spool spool, IncidentStream incidents, TimeProvider time)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Unsettled = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan AlertsEvery = TimeSpan.FromSeconds(15);
    const int MostDeliveries = 2_000;
    const int MostAlerts = 500_000;

    readonly DeliveryReader _reader = new();
    readonly ConcurrentQueue<Finding> _again = new();
    readonly List<(Finding Finding, Guid? Suppression)> _fresh = [];
    RuleCollection? _next;
    DateTimeOffset _committed;
    DateTimeOffset _alertsAt;
    int _alertsSeen;
    TimeSpan _cost;

    /// <summary>The most of the spool that is looked at again for what correlations remember, bytes.</summary>
    /// <value>The default is 1 GiB.</value>
    public long MaxLookBack { get; init; } = 1L << 30;

    /// <summary>Events looked at since the start.</summary>
    public long Events { get; private set; }

    /// <summary>New findings since the start.</summary>
    public long Findings { get; private set; }

    /// <summary>When the delivery looked at last had arrived; null before the first.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>Everything in the spool before this position has been looked at and what was found is durable.</summary>
    public long Position { get; private set; }

    /// <summary>Says which suppression hides a finding; such a finding is kept, but becomes no incident.</summary>
    public Func<Finding, Guid?> Suppression { get; init; } = static _ => null;

    /// <summary>What looks at every event beside the rules.</summary>
    public IReadOnlyList<IEventWatch> Watches { get; init; } = [];

    /// <summary>The rules at work; null before the first turn.</summary>
    public RuleSet? Rules { get; private set; }

    /// <summary>Hears what became of each delivery, once.</summary>
    public Action<Delivery, DeliveryOutcome>? Read { get; init; }

    /// <summary>Uses other rules from the next delivery on.</summary>
    public void Replace(RuleCollection rules) => Interlocked.Exchange(ref _next, rules);

    /// <summary>Considers findings again whose suppression was lifted.</summary>
    public void Reconsider(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings) _again.Enqueue(finding);
    }

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="rules">The rules to begin with.</param>
    /// <param name="position">The position of the last commit.</param>
    /// <param name="commit">Makes durable what was found; called by this loop only.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task RunAsync(RuleCollection rules, long position, Action<DetectionCommit> commit, CancellationToken cancellation)
    {
        Position = position;
        var (detector, sink) = Begin(rules, position);
        using var deliveries = spool.ReadFrom(position);
        while (!cancellation.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _next, null) is { } next) (detector, sink) = Begin(next, deliveries.Position);
            var begun = time.GetTimestamp();
            for (var i = 0; i < MostDeliveries && time.GetElapsedTime(begun) < LongestTurn && deliveries.TryRead() is { } delivery; i++)
            {
                var outcome = _reader.Read(delivery, sink, CancellationToken.None);
                Events += outcome.Events;
                Newest = delivery.Received;
                Read?.Invoke(delivery, outcome);
            }

            Commit(detector, deliveries.Position, commit);
            try
            {
                if (spool.Durable <= deliveries.Position) await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Grouping costs more the more there is: in a flood it may take a fifth of the time, not all of it.
    void Commit(Detector detector, long position, Action<DetectionCommit> commit)
    {
        var now = time.GetUtcNow();
        foreach (var finding in detector.Drain(now)) Take(finding, now);
        while (_again.TryDequeue(out var finding)) incidents.Add(finding, now);
        var alerts = AlertsAreDue(detector, now);
        if (_fresh.Count == 0 && !alerts && !incidents.IsChanged && (position == Position || now - _committed < CommitEvery)) return;
        if (now - _committed < _cost * 4) return;
        var begun = time.GetTimestamp();
        var changes = incidents.Update(now, alerts ? detector.Alerts : null);
        commit(new DetectionCommit(position, [.. _fresh], changes.Changed, changes.Merged));
        _cost = time.GetElapsedTime(begun);
        Findings += _fresh.Count;
        _fresh.Clear();
        _committed = now;
        Position = position;
    }

    void Take(Finding finding, DateTimeOffset now)
    {
        if (Suppression(finding) is { } suppression) _fresh.Add((finding, suppression));
        else if (incidents.Add(finding, now)) _fresh.Add((finding, null));
    }

    // Which alerts of other tools deserve attention is asked of all of them together; that is too dear for every moment.
    bool AlertsAreDue(Detector detector, DateTimeOffset now)
    {
        if (detector.Alerts.Count == _alertsSeen || now - _alertsAt < AlertsEvery) return false;
        if (detector.Alerts.Count > MostAlerts) detector.TakeAlerts();
        (_alertsSeen, _alertsAt) = (detector.Alerts.Count, now);
        return true;
    }

    // Looks at the stretch before a position, so that a count which began there goes on. What it finds was found before, but for the
    // last moments: a correlation waits a little for events that are out of order.
    (Detector Detector, IEventSink Sink) Begin(RuleCollection rules, long position)
    {
        var now = time.GetUtcNow();
        var detector = new Detector(rules, new DetectionOptions { IsLive = true, Watches = Watches });
        var sink = detector.CreateSink();
        Rules = detector.Rules;
        detector.Drain(now);
        if (detector.LongestSpan == TimeSpan.Zero || position <= spool.First) return (detector, sink);
        using var earlier = spool.ReadFrom(Math.Max(position - MaxLookBack, spool.PositionBefore(now - detector.LongestSpan)));
        DateTimeOffset? last = null;
        while (earlier.Position < position && earlier.TryRead() is { } delivery)
        {
            _reader.Read(delivery, sink, CancellationToken.None);
            last = delivery.Received;
        }

        foreach (var finding in detector.Drain(time.GetUtcNow()))
            if (finding.Correlation is not null && finding.Time > last - Unsettled) Take(finding, now);
        return (detector, sink);
    }
}
