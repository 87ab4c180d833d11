using System.Runtime.InteropServices;
using Hoplite.Detection.Correlation;

namespace Hoplite.Detection;

/// <summary>What one thread found in one batch, before it takes the lock once.</summary>
sealed class HitBuffer
{
    readonly List<Hit> _hits = [];
    readonly List<ValueSlice> _slices = [];
    readonly List<Finding> _findings = [];
    byte[] _values = new byte[4096];
    int _used;

    /// <summary>Matches that are findings.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Matches that correlations watch.</summary>
    public ReadOnlySpan<Hit> Hits => CollectionsMarshal.AsSpan(_hits);

    /// <summary>The values of the hits.</summary>
    public ReadOnlySpan<byte> Values => _values;

    /// <summary>Where they stand.</summary>
    public ReadOnlySpan<ValueSlice> Slices => CollectionsMarshal.AsSpan(_slices);

    /// <summary>Whether there is nothing to hand over.</summary>
    public bool IsEmpty => _hits.Count == 0 && _findings.Count == 0;

    /// <summary>Adds a finding.</summary>
    public void Add(Finding finding) => _findings.Add(finding);

    /// <summary>Adds a hit with a copy of its values.</summary>
    public void Add(int source, int index, ReadOnlySpan<byte> values, ReadOnlySpan<ValueSlice> slices)
    {
        if (_values.Length - _used < values.Length) Array.Resize(ref _values, Math.Max(_values.Length * 2, _used + values.Length));
        values.CopyTo(_values.AsSpan(_used));
        _hits.Add(new Hit(source, index, _used, values.Length, _slices.Count, slices.Length));
        _slices.AddRange(slices);
        _used += values.Length;
    }

    /// <summary>Empties the buffer; keeps its memory.</summary>
    public void Clear()
    {
        _hits.Clear();
        _slices.Clear();
        _findings.Clear();
        _used = 0;
    }

    /// <summary>A match that correlations watch.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Hit(int Source, int Event, int Offset, int Length, int FirstSlice, int SliceCount);
}
