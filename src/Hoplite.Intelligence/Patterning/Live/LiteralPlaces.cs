using System.Collections.Frozen;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Where the needed texts of many expressions lead: from the hash of a text to the expressions that need it.</summary>
sealed class LiteralPlaces
{
    const int FilterBits = 1 << 20;

    readonly ulong[] _filter = new ulong[FilterBits / 64];
    readonly FrozenDictionary<ulong, int[]> _places;

    public LiteralPlaces(IEnumerable<(string Text, int Place)> literals)
    {
        _places = literals.Select(l => (Hash: FoldHash.Of(l.Text), l.Place)).GroupBy(l => l.Hash, l => l.Place).ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray());
        foreach (var hash in _places.Keys) _filter[(hash % FilterBits) >> 6] |= 1UL << (int)(hash & 63);
    }

    /// <summary>The expressions that need a text; empty for almost all texts.</summary>
    public ReadOnlySpan<int> Find(ReadOnlySpan<byte> text)
    {
        var hash = FoldHash.Of(text);
        return (_filter[(hash % FilterBits) >> 6] & (1UL << (int)(hash & 63))) != 0 && _places.TryGetValue(hash, out var places) ? places : [];
    }
}
