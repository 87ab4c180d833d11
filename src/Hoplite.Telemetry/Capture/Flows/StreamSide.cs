using System.Buffers;

namespace Hoplite.Telemetry.Capture;

/// <summary>One direction of a TCP stream: the next byte expected and the pieces that came too early.</summary>
struct StreamSide
{
    const int MaxPieces = 256;

    List<(long Start, byte[] Bytes, int Length, int Claimed)>? _waiting;
    int _bytes;

    /// <summary>The place of the next byte; meaningless before <see cref="Started"/>.</summary>
    public long Next { get; set; }

    public bool Started { get; set; }

    public readonly bool HasWaiting => _waiting is { Count: > 0 };

    public readonly long FirstWaiting => _waiting![0].Start;

    /// <summary>Keeps a piece for later; false when there is no room.</summary>
    public bool Keep(long start, ReadOnlySpan<byte> data, int claimed, StreamBudget budget)
    {
        _waiting ??= [];
        if (_waiting.Count >= MaxPieces || _bytes + data.Length > budget.PerSide || data.Length > budget.Left) return false;
        var place = _waiting.Count;
        while (place > 0 && _waiting[place - 1].Start > start) place--;
        if (place > 0 && _waiting[place - 1].Start == start && _waiting[place - 1].Claimed >= claimed) return true;
        var copy = ArrayPool<byte>.Shared.Rent(Math.Max(1, data.Length));
        data.CopyTo(copy);
        _waiting.Insert(place, (start, copy, data.Length, claimed));
        _bytes += data.Length;
        budget.Left -= data.Length;
        return true;
    }

    /// <summary>Takes the first piece that waits out; the caller returns its array to the pool.</summary>
    public (long Start, byte[] Bytes, int Length, int Claimed) TakeFirst(StreamBudget budget)
    {
        var first = _waiting![0];
        _waiting.RemoveAt(0);
        _bytes -= first.Length;
        budget.Left += first.Length;
        return first;
    }

    public void Free(StreamBudget budget)
    {
        while (HasWaiting) ArrayPool<byte>.Shared.Return(TakeFirst(budget).Bytes);
    }
}
