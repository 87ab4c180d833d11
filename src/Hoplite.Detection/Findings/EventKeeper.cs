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
    readonly List<EventRecord> _whole = [];
    readonly List<Place[]> _places = [];
    readonly SourceNumbers _sources = new();
    int _count;

    /// <summary>Remembers one event and returns the reference to it.</summary>
    public long Keep(EventBatch batch, int index, int source, ReadOnlySpan<byte> group)
    {
        var header = batch[index];
        var whole = -1;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_perGroup, XxHash3.HashToUInt64(group, source), out _);
        if (count < WholePerGroup && _whole.Count < MaxWhole)
        {
            count++;
            whole = _whole.Count;
            _whole.Add(EventRecord.Take(batch, index));
        }

        if (_count % PageSize == 0) _places.Add(new Place[PageSize]);
        _places[^1][_count % PageSize] = new Place(header.Position, header.RecordId, header.Time, _sources.Of(batch.Source), header.Source, whole);
        return _count++;
    }

    /// <summary>The event behind a reference; without fields and bytes when only its place was kept.</summary>
    public EventRecord Get(long reference)
    {
        var place = At(reference);
        return place.Whole >= 0 ? _whole[place.Whole]
            : new EventRecord(_sources[place.Source], place.Position, place.RecordId, place.Time > 0 ? new DateTimeOffset(place.Time, TimeSpan.Zero) : null, LogSourceTable.Get(place.LogSource), [], ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Whether the whole event was kept.</summary>
    public bool IsWhole(long reference) => At(reference).Whole >= 0;

    ref Place At(long reference) => ref _places[(int)(reference / PageSize)][reference % PageSize];

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Place(long Position, long RecordId, long Time, int Source, int LogSource, int Whole);
}
