using System.Runtime.CompilerServices;
using Hoplite.Detection.Routing;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>Tells which rules an event satisfies. One per thread; allocates nothing per event once it is warm.</summary>
public sealed partial class RuleMatcher
{
    readonly EventRouter _router;
    readonly EventView _view = new();
    readonly PredicateMemo _memo;
    HitList _hits = new();
    HitList _candidates = new();
    HitList _matches = new();
    uint[] _candidateStamps = new uint[256];
    uint _stamp;

    internal RuleMatcher(PlanCache plans, LogSource? unplaced)
    {
        _router = new EventRouter(plans, unplaced);
        _memo = new PredicateMemo(_view);
    }

    /// <summary>The numbers, in the set, of all rules the event satisfies; valid until the next call.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The event.</param>
    public ReadOnlySpan<int> Match(EventBatch batch, int index)
    {
        var plan = _router.Route(batch, index);
        return plan.IsEmpty ? [] : Match(plan, batch, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ReadOnlySpan<int> Match(Plan plan, EventBatch batch, int index)
    {
        Start(plan, batch, index);

        // Before the fields, because looking at these may decode them and so move them out of the raw bytes.
        if (plan.Keywords is not null) ScanWholeEvent(plan, batch, index);
        var fields = batch.Fields(index);
        for (var field = 0; field < fields.Length; field++)
        {
            var slot = plan.SlotOf(fields[field].Name);
            if (slot < 0) continue;
            _view.Place(field, slot);
            var slotPlan = plan.Slots[slot];
            foreach (var program in slotPlan.Present) Consider(program);
            if (slotPlan.Literals is null || fields[field].Kind == FieldKind.Null) continue;
            slotPlan.Literals.Scan(_view, field, ref _hits);
            if (_hits.Count > 0) Follow(plan);
        }

        foreach (var program in plan.Always) Consider(program);
        foreach (var candidate in _candidates.Items)
            if (plan.Programs[candidate].Holds(_memo)) _matches.Add(plan.Programs[candidate].Rule);
        if (plan.Sample is not null && plan.Sample.Take(plan, batch, index, _view) is { } better)
        {
            plan.Successor = better;
            plan.Sample = null;
        }

        return _matches.Items;
    }

    void Start(Plan plan, EventBatch batch, int index)
    {
        _view.Start(batch, index, plan.Slots.Length);
        _memo.Start(plan.Predicates);
        _hits.Clear();
        _candidates.Clear();
        _matches.Clear();
        if (_candidateStamps.Length < plan.Programs.Length) _candidateStamps = new uint[plan.Programs.Length];
        if (++_stamp != 0) return;
        _candidateStamps.AsSpan().Clear();
        _stamp = 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ScanWholeEvent(Plan plan, EventBatch batch, int index)
    {
        var raw = batch.Raw(index);
        plan.Keywords!.ScanOriginal(raw, ref _hits);

        // Keywords are filed under plain characters. Text fields hold these as they stand in the raw bytes, unless the source
        // wrote some of them as \uXXXX; a value that is not text in the raw bytes has to be looked at by itself.
        bool? escaped = null;
        var header = batch[index];
        var (start, end) = (header.RawOffset, header.RawOffset + header.RawLength);
        var fields = batch.Fields(index);
        for (var field = 0; field < fields.Length; field++)
        {
            ref var value = ref fields[field];
            if (value.Kind == FieldKind.Null) continue;
            var inside = value.Offset >= start && value.Offset + value.Length <= end
                && (value.Kind is FieldKind.Text or FieldKind.Number || (value.Kind == FieldKind.JsonText && !(escaped ??= raw.IndexOf("\\u"u8) >= 0)));
            if (!inside) plan.Keywords.ScanOriginal(_view.Text(field), ref _hits);
        }

        Follow(plan);
    }

    // A hit's lowest bit says that the literal alone does not settle the test.
    void Follow(Plan plan)
    {
        foreach (var hit in _hits.Items)
        {
            var predicate = hit >> 1;
            if ((hit & 1) == 0) _memo.Note(predicate);
            foreach (var program in plan.Followers[predicate]) Consider(program);
        }

        _hits.Clear();
    }

    void Consider(int program)
    {
        if (_candidateStamps[program] == _stamp) return;
        _candidateStamps[program] = _stamp;
        _candidates.Add(program);
    }
}
