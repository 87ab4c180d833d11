using Hoplite.Detection.Alerts;
using Hoplite.Detection.Correlation;
using Hoplite.Detection.Matching;
using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>Matches the batches of one reading thread.</summary>
sealed class DetectionSink : IEventSink
{
    readonly Detector _detector;
    readonly RuleMatcher _matcher;
    readonly AlertRecogniser _alerts = new();
    readonly List<(AlertTool Tool, int Index)> _recognised = [];
    readonly HitBuffer _hits = new();
    readonly EventBatch _batch = new();
    readonly int[] _sourceOfRule;
    readonly bool[] _silent;
    readonly ValueSlice[] _slices;
    readonly IEventWatcher[] _watchers;
    readonly List<Finding> _watched = [];
    readonly long _since, _until;

    public DetectionSink(Detector detector)
    {
        _detector = detector;
        _matcher = detector.Rules.CreateMatcher(detector.Options.Unplaced);
        var plan = detector.Correlations;
        _sourceOfRule = [.. detector.Rules.Rules.Select(r => plan.SourceOf(r.Info.Id))];
        _silent = [.. detector.Rules.Rules.Select(r => plan.Silent.Contains(r.Info.Id))];
        _slices = new ValueSlice[plan.Sources.Select(s => s.Fields.Length).DefaultIfEmpty().Max()];
        _watchers = [.. detector.Options.Watches.Select(w => w.CreateWatcher())];
        _since = detector.Options.Since?.UtcTicks ?? 0;
        _until = detector.Options.Until?.UtcTicks ?? long.MaxValue;
    }

    public EventBatch Rent(EvidenceSource source)
    {
        _batch.Reset(source);
        return _batch;
    }

    public void Post(EventBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var time = batch[i].Time;
            if (time != 0 && (time < _since || time >= _until)) continue;
            var matches = _matcher.Match(batch, i);
            if (matches.Length > 0) Take(batch, i, matches);
            foreach (var watcher in _watchers) watcher.Look(batch, i, _watched);
            if (_alerts.Recognise(batch, i) is { } tool) _recognised.Add((tool, i));
        }

        if (_watched.Count > 0) TakeWatched();
        if (!_hits.IsEmpty) _detector.Take(_hits, batch);
        if (_recognised.Count == 0) return;
        _detector.Take(_recognised, batch);
        _recognised.Clear();
    }

    public void Report(ReadProblem problem) => _detector.Report(problem);

    public void Progress(long bytes)
    {
    }

    void TakeWatched()
    {
        foreach (var finding in _watched)
            if (!_detector.IsFolded(finding.Rule)) _hits.Add(finding);
        _watched.Clear();
    }

    void Take(EventBatch batch, int index, ReadOnlySpan<int> matches)
    {
        // Asking the matcher anything more overwrites its list.
        Span<int> rules = matches.Length <= 64 ? stackalloc int[matches.Length] : new int[matches.Length];
        matches.CopyTo(rules);
        EventRecord? record = null;
        foreach (var rule in rules)
        {
            if (_sourceOfRule[rule] is >= 0 and var source)
            {
                var fields = _detector.Correlations.Sources[source].Fields;
                var slices = _slices.AsSpan(0, fields.Length);
                _hits.Add(source, index, _matcher.Values(batch, index, rule, fields, slices), slices);
            }

            var info = _detector.Rules.Rules[rule].Info;
            if (_silent[rule] || _detector.IsFolded(info)) continue;
            var matched = _matcher.Explain(batch, index, rule);
            record ??= EventRecord.Take(batch, index);
            _hits.Add(new Finding(FindingId.Of(info.Id, record), info, record, matched));
        }
    }
}
