namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Something was seen (§5.2): an object of type <c>sighting</c>.</summary>
public sealed record Sighting : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Sighting(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>first_seen</c>; null where it is left out.</summary>
    public StixTime? FirstSeen => Time("first_seen");

    /// <summary>The property <c>last_seen</c>; null where it is left out.</summary>
    public StixTime? LastSeen => Time("last_seen");

    /// <summary>The property <c>count</c>; null where it is left out.</summary>
    public long? Count => Whole("count");

    /// <summary>The property <c>sighting_of_ref</c>; null where it is left out.</summary>
    public string? SightingOfRef => Text("sighting_of_ref");

    /// <summary>The property <c>observed_data_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ObservedDataRefs => Texts("observed_data_refs");

    /// <summary>The property <c>where_sighted_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> WhereSightedRefs => Texts("where_sighted_refs");

    /// <summary>The property <c>summary</c>; null where it is left out.</summary>
    public bool? Summary => Flag("summary");
}
