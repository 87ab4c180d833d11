namespace Hoplite.Detection.Matching;

/// <summary>The literals to look for in one field: a few by <see cref="LiteralFilter"/>, many by <see cref="LiteralIndex"/>.</summary>
sealed class LiteralSet
{
    readonly LiteralFilter? _few;
    readonly LiteralIndex? _many;

    /// <summary>Chooses by number and length.</summary>
    public LiteralSet(IReadOnlyList<IndexedLiteral> literals, GramWeights weights)
    {
        var many = literals.Count > LiteralFilter.MaxLiterals ? literals.Where(l => l.Bytes.Length >= LiteralIndex.MinLength).ToArray() : [];
        var few = many.Length == 0 ? literals : [.. literals.Where(l => l.Bytes.Length < LiteralIndex.MinLength)];
        if (few.Count > 0) _few = new LiteralFilter(few, weights);
        if (many.Length > 0) _many = new LiteralIndex(many, weights);
    }

    /// <summary>Whether they are many.</summary>
    public bool IsIndexed => _many is not null;

    /// <summary>Adds the targets of the literals that occur in a field.</summary>
    public void Scan(EventView view, int field, ref HitList hits)
    {
        _few?.Scan(view.Text(field), ref hits);
        _many?.Scan(view.Folded(field), ref hits);
    }

    /// <summary>Adds the targets of the literals that occur in a text that is not folded.</summary>
    public void ScanOriginal(ReadOnlySpan<byte> text, ref HitList hits)
    {
        _few?.Scan(text, ref hits);
        if (_many is null) return;
        var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(text.Length);
        TextFold.Fold(text, rented);
        _many.Scan(rented.AsSpan(0, text.Length), ref hits);
        System.Buffers.ArrayPool<byte>.Shared.Return(rented);
    }
}
