using System.Collections.Immutable;
using System.Numerics;

namespace Hoplite.Detection.Correlation;

/// <summary>When an event was and what leads back to it.</summary>
readonly record struct Stamp(long Ticks, long Reference);

/// <summary>
/// Counts events in a sliding window against a lower bound. To know whether n events lie within the window it is enough to keep the last n
/// of them, so a group is a small ring that never grows beyond the bound.
/// </summary>
sealed class EventCounter : Correlator
{
    readonly Slab<Stamp> _stamps = new();
    readonly Slab<byte> _keys = new();
    readonly GroupTable<Counted> _groups;
    readonly int _needed;

    public EventCounter(CorrelationNode node, CorrelationEngine engine, int needed, int mostGroups) : base(node, engine)
    {
        _needed = needed;
        _groups = new GroupTable<Counted>(mostGroups, Release);
    }

    public override int Groups => _groups.Count;

    public override long Evicted => _groups.Evicted;

    public override long Bytes => _groups.Bytes + _stamps.Bytes + _keys.Bytes;

    public override void Observe(int input, in CorrelationHit hit)
    {
        var fields = Node.Inputs[input].Group;
        if (!GroupKeys.TryHash(hit, fields, out var hash)) return;
        var from = hit.Ticks - Span;
        ref var group = ref _groups.Find(hash, from, out var isNew);
        if (isNew) Open(ref group, hit, fields);

        var ring = _stamps[group.Ring, 1 << group.Power];
        var mask = ring.Length - 1;
        if (group.Count > 0 && Node.Inputs.Length > 1 && ring[(group.Head + group.Count - 1) & mask] == new Stamp(hit.Ticks, hit.Reference)) return;

        var heldBefore = group.Count == _needed && ring[group.Head].Ticks >= from;
        if (group.Count == _needed)
        {
            group.Head = (group.Head + 1) & mask;
            group.Count--;
        }
        else if (group.Count == ring.Length)
        {
            while (group.Count > 0 && ring[group.Head].Ticks < from)
            {
                group.Head = (group.Head + 1) & mask;
                group.Count--;
            }

            if (group.Count == ring.Length)
            {
                ring = Widen(ref group, ring);
                mask = ring.Length - 1;
            }
        }

        ring[(group.Head + group.Count++) & mask] = new Stamp(hit.Ticks, hit.Reference);
        group.Newest = hit.Ticks;
        var holds = group.Count == _needed && ring[group.Head].Ticks >= from;
        if (!group.Firing.Reports(heldBefore, holds, hit.Ticks, Span)) return;

        var references = ImmutableArray.CreateBuilder<long>(Math.Min(MostReferences, group.Count));
        for (var index = 0; index < Math.Min(MostReferences, group.Count); index++) references.Add(ring[(group.Head + index) & mask].Reference);
        Report(input, hit, GroupKeys.Read(_keys[group.Key, group.KeyLength]), ring[group.Head].Ticks, references.MoveToImmutable(), group.Count);
    }

    public override void Foresee(int input, in CorrelationHit hit, Foresight what)
    {
        if (!GroupKeys.TryHash(hit, Node.Inputs[input].Group, out var hash)) return;
        if (what == Foresight.Slot)
        {
            _groups.FetchSlot(hash);
        }
        else if (what == Foresight.State)
        {
            _groups.FetchState(hash);
        }
        else if (_groups.TryGet(hash, out var group))
        {
            var ring = _stamps[group.Ring, 1 << group.Power];
            Memory.Fetch(ref ring[group.Head & (ring.Length - 1)]);
            Memory.Fetch(ref ring[(group.Head + group.Count) & (ring.Length - 1)]);
        }
    }

    void Open(ref Counted group, in CorrelationHit hit, int[] fields)
    {
        group.Power = _needed > 1 ? (byte)2 : (byte)0;
        group.Ring = _stamps.Rent(group.Power);
        group.KeyLength = (ushort)GroupKeys.KeptLength(hit, fields);
        group.KeyPower = (byte)BitOperations.Log2(BitOperations.RoundUpToPowerOf2(Math.Max(8u, group.KeyLength)));
        group.Key = _keys.Rent(group.KeyPower);
        GroupKeys.Keep(hit, fields, _keys[group.Key, group.KeyLength]);
    }

    Span<Stamp> Widen(ref Counted group, Span<Stamp> ring)
    {
        var wider = _stamps.Rent(group.Power + 1);
        var target = _stamps[wider, ring.Length * 2];
        ring[group.Head..].CopyTo(target);
        ring[..group.Head].CopyTo(target[(ring.Length - group.Head)..]);
        _stamps.Return(group.Ring, group.Power);
        (group.Ring, group.Head) = (wider, 0);
        group.Power++;
        return target;
    }

    void Release(Counted group)
    {
        _stamps.Return(group.Ring, group.Power);
        _keys.Return(group.Key, group.KeyPower);
    }

    struct Counted : IGroupState
    {
        public (int Page, int Offset) Ring;
        public (int Page, int Offset) Key;
        public Firing Firing;
        public int Head;
        public int Count;
        public ushort KeyLength;
        public byte KeyPower;
        public byte Power;

        public ulong Hash { get; set; }

        public long Newest { get; set; }
    }
}
