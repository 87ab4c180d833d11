namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A link between two objects (§5.1): an object of type <c>relationship</c>.</summary>
public sealed record Relationship : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Relationship(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>relationship_type</c>; null where it is left out.</summary>
    public string? RelationshipType => Text("relationship_type");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>source_ref</c>; null where it is left out.</summary>
    public string? SourceRef => Text("source_ref");

    /// <summary>The property <c>target_ref</c>; null where it is left out.</summary>
    public string? TargetRef => Text("target_ref");

    /// <summary>The property <c>start_time</c>; null where it is left out.</summary>
    public StixTime? StartTime => Time("start_time");

    /// <summary>The property <c>stop_time</c>; null where it is left out.</summary>
    public StixTime? StopTime => Time("stop_time");
}
