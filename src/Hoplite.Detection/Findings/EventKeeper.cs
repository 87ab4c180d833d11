using System.IO.Hashing;
using System.Runtime.InteropServices;
using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>
/// Remembers the events that correlations count: the place of every one, and of each group the first few whole, so that a
/// million failed logins cost their places and not their texts.
/// </summary>
sealed class EventKeeper
{
    const int WholePerGroup = 12;
    const int MaxWhole = 100_000;
    const int PageSize = 4096;

    readonly Dictionary<ulong, int> _perGroup = [];
    readonly Dictionary<long, EventRecord> _whole = [];
    readonly List<Place[]?> _pages = [];
    long _count;
    int _firstPage;

    /// <summary>Remembers one event and returns the reference to it.</summary>
    public long Keep(EventBatch batch, int index, int source, ReadOnlySpan<byte> group)
    {
        var header = batch[index];
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_perGroup, XxHash3.HashToUInt64(group, source), out _);
        if (count < WholePerGroup && _whole.Count < MaxWhole)
        {
            count++;
            _whole[_count] = EventRecord.Take(batch, index);
        }

        if (_count % PageSize == 0) _pages.Add(new Place[PageSize]);
        _pages[^1]![_count % PageSize] = new Place(header.Position, header.RecordId, header.Time, batch.Source, header.Source);
        return _count++;
    }

    /// <summary>The event behind a reference; without fields and bytes when only its place was kept.</summary>
    public EventRecord Get(long reference)
    {
        if (_whole.TryGetValue(reference, out var whole)) return whole;
        ref readonly var place = ref _pages[(int)(reference / PageSize)]![reference % PageSize];
        return new EventRecord(place.Source, place.Position, place.RecordId, place.Time > 0 ? new DateTimeOffset(place.Time, TimeSpan.Zero) : null, LogSourceTable.Get(place.LogSource), [], ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Whether the whole event was kept.</summary>
    public bool IsWhole(long reference) => _whole.ContainsKey(reference);

    /// <summary>Forgets full pages whose events all lie before a time; nobody may ask for them again.</summary>
    public void Forget(long ticks)
    {
        for (; _firstPage < _count / PageSize && Array.TrueForAll(_pages[_firstPage]!, p => p.Time < ticks); _firstPage++)
        {
            for (var i = 0; i < PageSize; i++) _whole.Remove(_firstPage * (long)PageSize + i);
            _pages[_firstPage] = null;
            _perGroup.Clear();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Place(long Position, long RecordId, long Time, EvidenceSource Source, int LogSource);
}
