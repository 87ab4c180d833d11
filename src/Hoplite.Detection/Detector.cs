using Hoplite.Detection.Alerts;
using Hoplite.Detection.Correlation;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>Rules and correlations at work over one scan: makes a sink for each reading thread and gathers what they find.</summary>
public sealed partial class Detector
{
    readonly Lock _gate = new();
    readonly CorrelationEngine _engine;
    readonly EventKeeper _keeper = new();
    readonly List<Finding> _findings = [];
    AlertBook _alerts = new();
    readonly Dictionary<RuleInfo, long> _folded = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<RuleInfo, int> _perRule = new(ReferenceEqualityComparer.Instance);
    readonly Action<ReadProblem>? _problems;

    /// <summary>Prepares a scan.</summary>
    /// <param name="rules">What to look for.</param>
    /// <param name="options">Which events and how many findings.</param>
    /// <param name="problems">Hears of everything that could not be read; called under a lock.</param>
    public Detector(RuleCollection rules, DetectionOptions? options = null, Action<ReadProblem>? problems = null)
    {
        Options = options ?? new DetectionOptions();
        Rules = new RuleSet(rules.Rules);
        Correlations = new CorrelationPlan(rules.Correlations);
        _engine = new CorrelationEngine(Correlations, Options.IsLive ? CorrelationOptions.Live : CorrelationOptions.Scan, Correlated);
        _problems = problems;
    }

    /// <summary>Which events and how many findings.</summary>
    public DetectionOptions Options { get; }

    /// <summary>The rules, compiled.</summary>
    public RuleSet Rules { get; }

    internal CorrelationPlan Correlations { get; }

    /// <summary>A sink for one thread.</summary>
    public IEventSink CreateSink() => new DetectionSink(this);

    /// <summary>Ends the scan: closes all windows of correlations and hands over what was found, in order of time.</summary>
    public DetectionResult Complete()
    {
        lock (_gate)
        {
            _engine.Complete();
            _findings.Sort(static (a, b) => (a.Time ?? default).CompareTo(b.Time ?? default) is not 0 and var order ? order : InOrder(a, b));
            return new DetectionResult([.. _findings], new Dictionary<RuleInfo, long>(_folded, ReferenceEqualityComparer.Instance), _alerts, Partial());
        }
    }

    // At the same time: as they stand in the evidence, so that the order is the same wherever the evidence lies.
    static int InOrder(Finding a, Finding b)
    {
        var order = string.CompareOrdinal(a.Event.Source.Path, b.Event.Source.Path);
        if (order == 0) order = a.Event.Position.CompareTo(b.Event.Position);
        if (order == 0) order = string.CompareOrdinal(a.Rule.Id, b.Rule.Id);
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }

    internal void Report(ReadProblem problem)
    {
        lock (_gate) _problems?.Invoke(problem);
    }

    internal void Take(HitBuffer hits, EventBatch batch)
    {
        lock (_gate)
        {
            foreach (var finding in hits.Findings) Add(finding);
            var (last, reference) = (-1, -1L);
            foreach (var hit in hits.Hits)
            {
                // An event that several watched rules match is one event: it keeps one reference.
                var values = hits.Values.Slice(hit.Offset, hit.Length);
                if (hit.Event != last) reference = _keeper.Keep(batch, hit.Event, hit.Source, values);
                last = hit.Event;
                Observe(new CorrelationHit(hit.Source, batch[hit.Event].Time, reference, values, hits.Slices.Slice(hit.FirstSlice, hit.SliceCount)));
            }
        }

        hits.Clear();
    }

    internal void Take(IReadOnlyList<(AlertTool Tool, int Index)> alerts, EventBatch batch)
    {
        lock (_gate)
            foreach (var (tool, index) in alerts) _alerts.Add(tool, batch, index);
    }

    // A rule that matches without end must not fill the memory: behind the limit its findings are counted.
    void Add(Finding finding)
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_perRule, finding.Rule, out _);
        if (count++ < Options.MaxFindingsPerRule) _findings.Add(finding);
        else _folded[finding.Rule] = _folded.GetValueOrDefault(finding.Rule) + 1;
    }

    /// <summary>Whether more findings of this rule are only counted.</summary>
    internal bool IsFolded(RuleInfo rule)
    {
        lock (_gate)
        {
            if (_perRule.GetValueOrDefault(rule) < Options.MaxFindingsPerRule) return false;
            _folded[rule] = _folded.GetValueOrDefault(rule) + 1;
            return true;
        }
    }

    void Correlated(CorrelationMatch match)
    {
        if (IsFolded(match.Rule.Info)) return;
        var references = match.References;
        EventRecord[] events = [.. references.Where(_keeper.IsWhole).Take(20).Select(_keeper.Get)];
        if (events.Length == 0) events = [.. references.Take(20).Select(_keeper.Get)];
        var group = match.Rule.GroupBy.Zip(match.GroupKey, (name, value) => new MatchedField(name, value)).ToArray();
        var evidence = new CorrelationEvidence(At(match.FirstTicks), At(match.LastTicks), group, match.Value, events);
        var last = events[^1] with { Time = At(match.LastTicks) ?? events[^1].Time };
        Add(new Finding(FindingId.Of(match.Rule.Info.Id + "\n" + string.Join('\n', match.GroupKey), last), match.Rule.Info, last, group, evidence));
    }

    IReadOnlyList<string> Partial()
    {
        var partial = new List<string>();
        if (_engine.Undated > 0) partial.Add($"{_engine.Undated} matches have no time and could not be correlated");
        if (_engine.Late > 0) partial.Add($"{_engine.Late} matches came too late to be correlated");
        if (_engine.Evicted > 0) partial.Add($"{_engine.Evicted} groups of correlations were given up because there were too many at once");
        return partial;
    }

    static DateTimeOffset? At(long ticks) => ticks > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}

/// <summary>Bounds of a scan.</summary>
public sealed record DetectionOptions
{
    /// <summary>Events before this time are left out.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Events from this time on are left out.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The log source of events that no reader could place; null to leave them unplaced.</summary>
    public LogSource? Unplaced { get; init; }

    /// <summary>Whether events arrive without end and findings are taken out with <see cref="Detector.Drain"/>.</summary>
    public bool IsLive { get; init; }

    /// <summary>What looks at every event beside the rules.</summary>
    public IReadOnlyList<IEventWatch> Watches { get; init; } = [];

    /// <summary>How many findings of one rule are kept whole, in a live stream within an hour; more are counted.</summary>
    /// <value>The default is 10,000.</value>
    public int MaxFindingsPerRule { get; init; } = 10_000;
}

/// <summary>What a scan found.</summary>
/// <param name="Findings">In order of time.</param>
/// <param name="Folded">For rules that matched more often than is kept, how many more times.</param>
/// <param name="Alerts">The alerts of other tools that were read.</param>
/// <param name="Partial">What correlations could not take into account, in plain sentences; empty when nothing was lost.</param>
public sealed record DetectionResult(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<RuleInfo, long> Folded, AlertBook Alerts, IReadOnlyList<string> Partial);
