using System.Collections.Immutable;

namespace Hoplite.Guard.Labels;

/// <summary>Where a value comes from: ids of findings, rules and models, each once and in order.</summary>
/// <remarks>At most <see cref="Most"/> are kept; a join of more says so with <see cref="IsPartial"/> instead of growing without bound.</remarks>
public sealed class Provenance : IEquatable<Provenance>
{
    /// <summary>How many ids are kept.</summary>
    public const int Most = 64;

    readonly ImmutableArray<string> _ids;

    Provenance(ImmutableArray<string> ids, bool isPartial) => (_ids, IsPartial) = (ids, isPartial);

    /// <summary>From nowhere.</summary>
    public static Provenance None { get; } = new([], isPartial: false);

    /// <summary>The ids, in order.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>Whether there are more than are kept.</summary>
    public bool IsPartial { get; }

    /// <summary>From these.</summary>
    public static Provenance Of(params IEnumerable<string> ids) => Bounded([.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], isPartial: false);

    /// <summary>From both.</summary>
    public static Provenance Join(Provenance a, Provenance b)
    {
        if (b._ids.IsEmpty && !b.IsPartial || a.Equals(b)) return a;
        if (a._ids.IsEmpty && !a.IsPartial) return b;
        return Bounded([.. a._ids.Union(b._ids, StringComparer.Ordinal).Order(StringComparer.Ordinal)], a.IsPartial || b.IsPartial);
    }

    /// <inheritdoc />
    public bool Equals(Provenance? other) => other is not null && IsPartial == other.IsPartial && _ids.AsSpan().SequenceEqual(other._ids.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Provenance);

    /// <inheritdoc />
    public override int GetHashCode() => _ids.IsEmpty ? 0 : HashCode.Combine(_ids.Length, _ids[0], _ids[^1]);

    static Provenance Bounded(ImmutableArray<string> ids, bool isPartial) => ids.Length <= Most ? new(ids, isPartial) : new(ids[..Most], isPartial: true);
}
