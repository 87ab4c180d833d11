using System.Runtime.InteropServices;

namespace Hoplite.Detection.Correlation;

/// <summary>Copies of hits side by side in pages; a page is used again when all of its hits have been taken.</summary>
sealed class HitArena
{
    const int PageSize = 64 << 10;

    readonly List<byte[]> _pages = [];
    readonly List<int> _held = [];
    readonly Stack<int> _free = new();
    ValueSlice[] _values = [];
    int _page = -1;
    int _end;

    /// <summary>Keeps a copy.</summary>
    public HitPlace Keep(in CorrelationHit hit)
    {
        var length = hit.Values.Length * sizeof(int);
        foreach (var value in hit.Values) length += Math.Max(0, value.Length);
        if (_page < 0 || _end + length > _pages[_page].Length) Open(length);
        var place = new HitPlace(_page, _end, hit.Source, hit.Values.Length, hit.Reference, hit.Ticks);
        var to = _pages[_page].AsSpan(_end, length);
        for (var index = 0; index < hit.Values.Length; index++)
        {
            var slice = hit.Values[index];
            MemoryMarshal.Write(to, slice.Length);
            to = to[sizeof(int)..];
            if (!slice.IsPresent) continue;
            hit.Value(index).CopyTo(to);
            to = to[slice.Length..];
        }

        _held[_page]++;
        _end += length;
        return place;
    }

    /// <summary>Gives a copy back; what it holds is valid until the next call.</summary>
    public CorrelationHit Take(HitPlace place)
    {
        if (_values.Length < place.Values) _values = new ValueSlice[place.Values];
        var text = _pages[place.Page];
        var at = place.Offset;
        for (var index = 0; index < place.Values; index++)
        {
            var length = MemoryMarshal.Read<int>(text.AsSpan(at));
            at += sizeof(int);
            _values[index] = length < 0 ? ValueSlice.Absent : new ValueSlice(at, length);
            at += Math.Max(0, length);
        }

        if (--_held[place.Page] == 0 && place.Page != _page) Release(place.Page);
        return new CorrelationHit(place.Source, place.Ticks, place.Reference, text, _values.AsSpan(0, place.Values));
    }

    void Open(int length)
    {
        if (_page >= 0 && _held[_page] == 0) Release(_page);
        _end = 0;
        if (length <= PageSize && _free.TryPop(out _page)) return;
        _page = _pages.Count;
        _pages.Add(new byte[Math.Max(PageSize, length)]);
        _held.Add(0);
    }

    // A page made larger for one hit is not worth keeping.
    void Release(int page)
    {
        if (_pages[page].Length > PageSize) _pages[page] = new byte[PageSize];
        _free.Push(page);
    }
}

/// <summary>Where a kept hit lies, and what of it is not text.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct HitPlace(int Page, int Offset, int Source, int Values, long Reference, long Ticks);
