using System.Numerics;

namespace Hoplite.Detection.Correlation;

/// <summary>What a table needs to know of the state it keeps for a group.</summary>
interface IGroupState
{
    /// <summary>The hash of the group's key; 0 for a place without a group.</summary>
    ulong Hash { get; set; }

    /// <summary>Event time of the newest event.</summary>
    long Newest { get; }
}

/// <summary>
/// Groups by the hash of their key. Open addressing over small slots (half the hash, and where the state is); the states lie in pages that never
/// move. A hand moves over the states with every new group and removes what time has passed by, so that no pause is needed to clean up.
/// </summary>
sealed class GroupTable<TState>(int most, Action<TState> release) where TState : struct, IGroupState
{
    const int SweptPerInsertion = 4;
    const int Sampled = 16;
    const int PageShift = 14;
    const int PageLength = 1 << PageShift;

    TState[][] _pages = [];
    readonly Stack<int> _free = new();
    Slot[] _slots = new Slot[64];
    int _used;
    int _hand;

    public int Count { get; private set; }

    /// <summary>Groups given up while they were still alive, because there were too many.</summary>
    public long Evicted { get; private set; }

    public long Bytes => ((long)_slots.Length * 8) + ((long)_used * System.Runtime.CompilerServices.Unsafe.SizeOf<TState>());

    /// <summary>The state of a group, new when <paramref name="isNew"/>; valid until the next call.</summary>
    public ref TState Find(ulong hash, long oldestAlive, out bool isNew)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)hash & mask; slots[at].Place != 0; at = (at + 1) & mask)
        {
            if (slots[at].Half != (uint)hash) continue;
            ref var known = ref State(slots[at].Place);
            if (known.Hash != hash) continue;
            isNew = false;
            return ref known;
        }

        isNew = true;
        MakeRoom(oldestAlive);
        var place = _free.TryPop(out var free) ? free : NewPlace();
        Put(_slots, new Slot((uint)hash, place));
        Count++;
        ref var state = ref State(place);
        state = default;
        state.Hash = hash;
        return ref state;
    }

    /// <summary>Starts to fetch where a group is.</summary>
    public void FetchSlot(ulong hash) => Memory.Fetch(ref _slots[(int)hash & (_slots.Length - 1)]);

    /// <summary>Starts to fetch the state of a group, when there is one.</summary>
    public void FetchState(ulong hash)
    {
        if (PlaceOf(hash) is var place and > 0) Memory.Fetch(ref State(place));
    }

    /// <summary>The state of a group that is already there.</summary>
    public bool TryGet(ulong hash, out TState state)
    {
        var place = PlaceOf(hash);
        state = place > 0 ? State(place) : default;
        return place > 0;
    }

    int PlaceOf(ulong hash)
    {
        var mask = _slots.Length - 1;
        var at = (int)hash & mask;
        while (_slots[at].Place != 0 && _slots[at].Half != (uint)hash) at = (at + 1) & mask;
        return _slots[at].Place;
    }

    ref TState State(int place) => ref _pages[(place - 1) >> PageShift][(place - 1) & (PageLength - 1)];

    int NewPlace()
    {
        if (_used == _pages.Length * PageLength) _pages = [.. _pages, new TState[PageLength]];
        return ++_used;
    }

    static void Put(Slot[] slots, Slot slot)
    {
        var mask = slots.Length - 1;
        var at = (int)slot.Half & mask;
        while (slots[at].Place != 0) at = (at + 1) & mask;
        slots[at] = slot;
    }

    void MakeRoom(long oldestAlive)
    {
        for (var step = 0; step < SweptPerInsertion; step++)
        {
            if (++_hand > _used) _hand = 1;
            if (_hand <= _used && State(_hand) is { Hash: not 0 } state && state.Newest < oldestAlive) Remove(_hand);
        }

        if (Count >= Math.Max(1, most)) EvictOldOne();
        else if (Count >= _slots.Length / 8 * 6) Grow();
    }

    void EvictOldOne()
    {
        var oldest = 0;
        for (var sampled = 0; sampled < Sampled || oldest == 0; sampled++)
        {
            if (++_hand > _used) _hand = 1;
            if (State(_hand).Hash != 0 && (oldest == 0 || State(_hand).Newest < State(oldest).Newest)) oldest = _hand;
        }

        Remove(oldest);
        Evicted++;
    }

    void Grow()
    {
        var slots = new Slot[(int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1)];
        foreach (var slot in _slots)
            if (slot.Place != 0)
                Put(slots, slot);
        _slots = slots;
    }

    /// <summary>Takes a group out and moves the slots after it back, so that no probe ends early.</summary>
    void Remove(int place)
    {
        var mask = _slots.Length - 1;
        var at = (int)State(place).Hash & mask;
        while (_slots[at].Place != place) at = (at + 1) & mask;
        release(State(place));
        State(place) = default;
        _free.Push(place);
        for (var next = (at + 1) & mask; _slots[next].Place != 0; next = (next + 1) & mask)
        {
            var home = (int)_slots[next].Half & mask;
            if (((next - home) & mask) < ((next - at) & mask)) continue;
            _slots[at] = _slots[next];
            at = next;
        }

        _slots[at] = default;
        Count--;
    }

    /// <param name="Half">The lower half of the hash: the home of the slot, and most of what tells groups apart.</param>
    /// <param name="Place">Where the state is, from 1; 0 when the slot is free.</param>
    readonly record struct Slot(uint Half, int Place);
}
