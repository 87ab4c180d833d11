using System.Collections.Immutable;

namespace Hoplite.Detection.Correlation;

/// <summary>Looks at a sliding window that ends with each event; for conditions that more events can only make true.</summary>
sealed class SlidingCorrelator : Correlator
{
    readonly GroupTable<Group> _groups;
    readonly Func<SlidingWindow> _newWindow;
    readonly bool _countsValues;
    readonly bool _needsNumber;

    public SlidingCorrelator(CorrelationNode node, CorrelationEngine engine, Func<SlidingWindow> newWindow, int mostGroups) : base(node, engine)
    {
        _newWindow = newWindow;
        _groups = new GroupTable<Group>(mostGroups, static _ => { });
        _countsValues = node.Rule.Type == CorrelationType.ValueCount;
        _needsNumber = node.Rule.Type == CorrelationType.ValueSum;
    }

    public override int Groups => _groups.Count;

    public override long Evicted => _groups.Evicted;

    public override long Bytes => _groups.Bytes;

    public override void Observe(int input, in CorrelationHit hit)
    {
        ulong value = 0;
        double number = 0;
        var fields = Node.Inputs[input].Group;
        if (!GroupKeys.TryHash(hit, fields, out var hash)) return;
        if (_countsValues && !TryConditionHash(input, hit, out value)) return;
        if (_needsNumber && !TryNumber(input, hit, out number)) return;

        var from = hit.Ticks - Span;
        ref var group = ref _groups.Find(hash, from, out var isNew);
        if (isNew)
        {
            group.Window = _newWindow();
            group.Key = new byte[GroupKeys.KeptLength(hit, fields)];
            GroupKeys.Keep(hit, fields, group.Key);
        }

        var heldBefore = Holds(group.Window.Value(from));
        group.Window.Add(new Contribution(hit.Ticks, hit.Reference, input, value, number));
        group.Newest = hit.Ticks;
        var now = group.Window.Value(from);
        if (!group.Firing.Reports(heldBefore, Holds(now), hit.Ticks, Span)) return;

        var stamps = group.Window.Stamps(from).ToList();
        Report(input, hit, GroupKeys.Read(group.Key), stamps.Count > 0 ? stamps[0].Ticks : hit.Ticks, SlidingWindow.References(stamps), now);
    }

    public override void Foresee(int input, in CorrelationHit hit, Foresight what)
    {
        if (what == Foresight.Events || !GroupKeys.TryHash(hit, Node.Inputs[input].Group, out var hash)) return;
        if (what == Foresight.Slot) _groups.FetchSlot(hash);
        else _groups.FetchState(hash);
    }

    bool Holds(double value) => Node.Rule.Condition is BoundsCondition bounds ? bounds.Holds(value) : value > 0;

    struct Group : IGroupState
    {
        public SlidingWindow Window;
        public byte[] Key;
        public Firing Firing;

        public ulong Hash { get; set; }

        public long Newest { get; set; }
    }
}
