using System.Numerics;

namespace Hoplite.Detection.Correlation;

/// <summary>What a table needs to know of the state it keeps for a group.</summary>
interface IGroupState
{
    /// <summary>Event time of the newest event.</summary>
    long Newest { get; }
}

/// <summary>
/// Groups by the hash of their key: open addressing with linear probing, states beside the hashes. A hand moves round the table with every
/// new group and removes what time has passed by, so that no pause is needed to clean up.
/// </summary>
sealed class GroupTable<TState>(int most, Action<TState> release) where TState : struct, IGroupState
{
    const int SweptPerInsertion = 4;
    const int Sampled = 16;

    ulong[] _hashes = new ulong[64];
    TState[] _states = new TState[64];
    int _hand;

    public int Count { get; private set; }

    /// <summary>Groups given up while they were still alive, because there were too many.</summary>
    public long Evicted { get; private set; }

    public long Bytes => (long)_hashes.Length * (sizeof(ulong) + System.Runtime.CompilerServices.Unsafe.SizeOf<TState>());

    /// <summary>The state of a group, new when <paramref name="isNew"/>; valid until the next call.</summary>
    public ref TState Find(ulong hash, long oldestAlive, out bool isNew)
    {
        var mask = _hashes.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            if (_hashes[at] == hash)
            {
                isNew = false;
                return ref _states[at];
            }

            if (_hashes[at] == 0) break;
        }

        isNew = true;
        MakeRoom(oldestAlive);
        mask = _hashes.Length - 1;
        var free = (int)hash & mask;
        while (_hashes[free] != 0) free = (free + 1) & mask;
        _hashes[free] = hash;
        _states[free] = default;
        Count++;
        return ref _states[free];
    }

    void MakeRoom(long oldestAlive)
    {
        for (var step = 0; step < SweptPerInsertion; step++)
        {
            _hand = (_hand + 1) & (_hashes.Length - 1);
            if (_hashes[_hand] != 0 && _states[_hand].Newest < oldestAlive) Remove(_hand--);
        }

        if (_hand < 0) _hand = 0;
        if (Count >= most) EvictOldOne();
        else if (Count >= _hashes.Length / 8 * 6) Grow(oldestAlive);
    }

    void EvictOldOne()
    {
        var oldest = -1;
        for (int sampled = 0, at = _hand; sampled < Sampled; at = (at + 1) & (_hashes.Length - 1))
        {
            if (_hashes[at] == 0) continue;
            sampled++;
            if (oldest < 0 || _states[at].Newest < _states[oldest].Newest) oldest = at;
            _hand = at;
        }

        Remove(oldest);
        Evicted++;
    }

    void Grow(long oldestAlive)
    {
        var (hashes, states) = (_hashes, _states);
        for (var at = 0; at < hashes.Length; at++)
            if (hashes[at] != 0 && states[at].Newest < oldestAlive)
            {
                release(states[at]);
                hashes[at] = 0;
                Count--;
            }

        var size = Math.Max(64, (int)BitOperations.RoundUpToPowerOf2((uint)Count * 2));
        (_hashes, _states, _hand) = (new ulong[size], new TState[size], 0);
        for (var at = 0; at < hashes.Length; at++)
        {
            if (hashes[at] == 0) continue;
            var free = (int)hashes[at] & (size - 1);
            while (_hashes[free] != 0) free = (free + 1) & (size - 1);
            (_hashes[free], _states[free]) = (hashes[at], states[at]);
        }
    }

    /// <summary>Takes a group out and moves those after it back, so that no probe ends early.</summary>
    void Remove(int at)
    {
        release(_states[at]);
        var mask = _hashes.Length - 1;
        for (var next = (at + 1) & mask; _hashes[next] != 0; next = (next + 1) & mask)
        {
            var home = (int)_hashes[next] & mask;
            if (((next - home) & mask) < ((next - at) & mask)) continue;
            (_hashes[at], _states[at]) = (_hashes[next], _states[next]);
            at = next;
        }

        _hashes[at] = 0;
        _states[at] = default;
        Count--;
    }
}
