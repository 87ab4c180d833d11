namespace Hoplite.Detection.Correlation;

/// <summary>Hands out small runs of values from large pages, in sizes that are powers of two, so that a million groups are a few dozen objects to the collector.</summary>
sealed class Slab<T> where T : unmanaged
{
    const int PageLength = 1 << 16;

    T[][] _pages = [];
    readonly Stack<(int Page, int Offset)>[] _free = [.. Enumerable.Range(0, 32).Select(_ => new Stack<(int, int)>())];
    readonly (int Page, int Offset)[] _open = [.. Enumerable.Repeat((-1, PageLength), 32)];

    /// <summary>Bytes in all pages.</summary>
    public long Bytes { get; private set; }

    /// <summary>A run of 2^<paramref name="power"/> values; its content is whatever was there.</summary>
    public (int Page, int Offset) Rent(int power)
    {
        if (_free[power].TryPop(out var run)) return run;
        var length = 1 << power;
        var (page, offset) = _open[power];
        if (offset + length > (page < 0 ? 0 : _pages[page].Length))
        {
            (page, offset) = (_pages.Length, 0);
            _pages = [.. _pages, GC.AllocateUninitializedArray<T>(Math.Max(PageLength, length))];
            unsafe
            {
                Bytes += (long)_pages[page].Length * sizeof(T);
            }
        }

        _open[power] = (page, offset + length);
        return (page, offset);
    }

    public void Return((int Page, int Offset) run, int power) => _free[power].Push(run);

    public Span<T> this[(int Page, int Offset) run, int length] => _pages[run.Page].AsSpan(run.Offset, length);
}
