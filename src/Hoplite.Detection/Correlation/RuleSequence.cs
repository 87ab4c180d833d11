namespace Hoplite.Detection.Correlation;

/// <summary>
/// The longest run of rules in the order given. For each rule and length it keeps the run that starts latest, since no other can outlast it;
/// and a second one that ends with another event, because one event that matches two rules is not followed by itself.
/// </summary>
sealed class RuleSequence(int rules) : SlidingWindow
{
    readonly Run[] _best = [.. Enumerable.Repeat(Run.None, rules * rules)];
    readonly Run[] _second = [.. Enumerable.Repeat(Run.None, rules * rules)];

    public override void Add(in Contribution contribution)
    {
        var last = new Stamp(contribution.Ticks, contribution.Reference);
        Keep(contribution.Rule, 1, new Run(contribution.Ticks, last, null));
        for (var length = 2; length <= contribution.Rule + 1; length++)
        {
            var before = Run.None;
            for (var rule = length - 2; rule < contribution.Rule; rule++)
            {
                var place = (rule * rules) + length - 1 - 1;
                var candidate = _best[place].Last == last ? _second[place] : _best[place];
                if (candidate.Start > before.Start) before = candidate;
            }

            if (before.Start > long.MinValue) Keep(contribution.Rule, length, new Run(before.Start, last, before));
        }
    }

    void Keep(int rule, int length, Run run)
    {
        var place = (rule * rules) + length - 1;
        if (run.Start < _best[place].Start) return;
        if (_best[place].Last != run.Last) _second[place] = _best[place];
        _best[place] = run;
    }

    public override double Value(long from)
    {
        for (var length = rules; length > 0; length--)
            for (var rule = length - 1; rule < rules; rule++)
                if (_best[(rule * rules) + length - 1].Start >= from)
                    return length;
        return 0;
    }

    public override IEnumerable<Stamp> Stamps(long from)
    {
        var length = (int)Value(from);
        var run = Enumerable.Range(0, rules).Select(rule => _best[(rule * rules) + Math.Max(0, length - 1)]).MaxBy(run => run.Start);
        var stamps = new Stack<Stamp>();
        for (; run is not null && run.Start >= from; run = run.Before) stamps.Push(run.Last);
        return stamps;
    }

    /// <param name="Start">When its first event was.</param>
    /// <param name="Last">Its last event.</param>
    /// <param name="Before">The run without its last event.</param>
    sealed record Run(long Start, Stamp Last, Run? Before)
    {
        public static Run None { get; } = new(long.MinValue, new Stamp(long.MinValue, 0), null);
    }
}

/// <summary>A statement whose terms must occur in order: 1 when they do within the window, else 0.</summary>
sealed class StatementSequence(Occurrence statement) : SlidingWindow
{
    const int Longest = 512;

    readonly List<(int Rule, Stamp Stamp)> _events = [];

    public override void Add(in Contribution contribution)
    {
        if (_events.Count == Longest) _events.RemoveAt(0);
        _events.Add((contribution.Rule, new Stamp(contribution.Ticks, contribution.Reference)));
    }

    public override double Value(long from)
    {
        _events.RemoveRange(0, _events.TakeWhile(item => item.Stamp.Ticks < from).Count());
        return Occurrences.EarliestEnd(statement, _events, 0) >= 0 ? 1 : 0;
    }

    public override IEnumerable<Stamp> Stamps(long from) => _events.Select(item => item.Stamp);
}
