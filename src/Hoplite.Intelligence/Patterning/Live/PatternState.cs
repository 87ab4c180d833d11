using Hoplite.Detection;
using Hoplite.Telemetry;

namespace Hoplite.Intelligence.Patterning;

/// <summary>A pattern at work over live events, with the events that its parts matched lately.</summary>
sealed class PatternState
{
    const int Fewest = 64, Most = 1024;

    readonly Lock _gate = new();
    readonly Queue<Held> _held = new();
    readonly long _window;
    readonly int _most;
    readonly bool _isMomentary;
    long _newest;

    public PatternState(WatchedPattern watched)
    {
        Watched = watched;
        Matcher = PatternMatcher.Compile(watched.Pattern, ignoreCase: true);
        _isMomentary = PlanBounds.IsMomentary(Matcher.Plan);
        _window = PlanBounds.Window(Matcher.Plan);
        _most = (int)Math.Clamp(PlanBounds.Size(Matcher.Plan) * 4, Fewest, Most);
    }

    public WatchedPattern Watched { get; }

    public PatternMatcher Matcher { get; }

    /// <summary>How many events are held.</summary>
    public int HeldEvents
    {
        get
        {
            lock (_gate) return _held.Count;
        }
    }

    /// <summary>Takes an event of which some parts of the pattern may hold; a finding when the pattern is met with it.</summary>
    public Finding? Observe(Observation observation, List<int> candidates, EventBatch batch, int index)
    {
        if (!IsValidAt(observation.First)) return null;
        int[] parts = [.. candidates.Where(c => Matcher.IsMatch(c, observation))];
        if (parts.Length == 0) return null;
        var record = EventRecord.Take(batch, index);
        lock (_gate)
        {
            if (!_isMomentary) Forget(observation.First);
            _held.Enqueue(new Held(observation.First, record, parts));
            var found = Matcher.Match(Slots());
            if (!found.IsMatch)
            {
                if (_isMomentary) _held.Clear();
                return null;
            }

            Held[] held = [.. _held];
            EventRecord[] events = [.. found.Observations.Select(i => held[i].Record)];
            _held.Clear();
            return Finding(events, record);
        }
    }

    // An event that does not say when it happened may have happened then.
    bool IsValidAt(long ticks) => ticks == 0 || (ticks >= (Watched.ValidFrom?.UtcTicks ?? 0) && ticks < (Watched.ValidUntil?.UtcTicks ?? long.MaxValue));

    Finding Finding(EventRecord[] events, EventRecord last)
    {
        var id = FindingId.Of(Watched.Rule.Id, last);
        MatchedField[] matched = [new("pattern", Watched.Pattern.ToString() is { Length: <= 500 } text ? text : Watched.Pattern.ToString()[..500])];
        if (events.Length <= 1) return new Finding(id, Watched.Rule, last, matched);
        var evidence = new CorrelationEvidence(events.Min(e => e.Time), events.Max(e => e.Time), [], events.Length, [.. events.Take(20)]);
        return new Finding(id, Watched.Rule, last, matched, evidence);
    }

    void Forget(long ticks)
    {
        _newest = Math.Max(_newest, ticks);
        while (_held.TryPeek(out var oldest) && (_held.Count >= _most || oldest.Ticks < _newest - _window)) _held.Dequeue();
    }

    List<Slot>[] Slots()
    {
        var slots = new List<Slot>[Matcher.Comparisons.Count];
        for (var i = 0; i < slots.Length; i++) slots[i] = [];
        var number = 0;
        foreach (var held in _held)
        {
            foreach (var part in held.Parts) slots[part].Add(new Slot(number, held.Ticks, held.Ticks, 1));
            number++;
        }

        return slots;
    }

    sealed record Held(long Ticks, EventRecord Record, int[] Parts);
}
