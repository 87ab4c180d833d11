namespace Hoplite.Intelligence.Taxii;

/// <summary>Which objects are wanted (TAXII 2.1 §3.4). Lists are alternatives; different fields must all hold.</summary>
public sealed record TaxiiFilter
{
    /// <summary>Nothing but the latest version of every object.</summary>
    public static TaxiiFilter Default { get; } = new();

    /// <summary>Added after this, microseconds since 1970; exclusive. Null for all.</summary>
    public long? AddedAfter { get; init; }

    /// <summary>Ids; empty for all.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Types; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>STIX versions; null for the latest that there is of an object.</summary>
    public IReadOnlyList<string>? SpecVersions { get; init; }

    /// <summary>Versions of objects.</summary>
    public VersionFilter Versions { get; init; } = VersionFilter.Latest;

    /// <summary>Filters on properties of the objects; empty for none.</summary>
    public IReadOnlyList<PropertyFilter> Properties { get; init; } = [];

    /// <summary>Everything there is.</summary>
    public static TaxiiFilter All { get; } = new() { Versions = VersionFilter.Every, SpecVersions = [] };
}

/// <summary>Which versions are wanted: <c>match[version]</c>.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="All">Every one.</param>
/// <param name="Times">These, as ticks of UTC.</param>
public sealed record VersionFilter(bool First, bool Last, bool All, IReadOnlyList<long> Times)
{
    /// <summary>The last: what holds when nothing is said.</summary>
    public static VersionFilter Latest { get; } = new(false, true, false, []) { IsDefault = true };

    /// <summary>Whether nothing was said; then the latest STIX version of an object is looked for first, and its last version second.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Every version.</summary>
    public static VersionFilter Every { get; } = new(false, false, true, []);
}
