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

    readonly Dictionary<ulong, int> _perGroup = [];
    readonly List<EventRecord> _whole = [];
    readonly List<Place> _places = [];

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

        _places.Add(new Place(batch.Source, header.Position, header.RecordId, header.Time, header.Source, whole));
        return _places.Count - 1;
    }

    /// <summary>The event behind a reference; without fields and bytes when only its place was kept.</summary>
    public EventRecord Get(long reference)
    {
        var place = _places[(int)reference];
        return place.Whole >= 0 ? _whole[place.Whole]
            : new EventRecord(place.Source, place.Position, place.RecordId, place.Time > 0 ? new DateTimeOffset(place.Time, TimeSpan.Zero) : null, LogSourceTable.Get(place.LogSource), [], ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Whether the whole event was kept.</summary>
    public bool IsWhole(long reference) => _places[(int)reference].Whole >= 0;

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Place(EvidenceSource Source, long Position, long RecordId, long Time, int LogSource, int Whole);
}
