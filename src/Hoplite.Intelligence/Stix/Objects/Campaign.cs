namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Attacks that belong together for a time (§4.2): an object of type <c>campaign</c>.</summary>
public sealed record Campaign : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Campaign(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>aliases</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Aliases => Texts("aliases");

    /// <summary>The property <c>first_seen</c>; null where it is left out.</summary>
    public StixTime? FirstSeen => Time("first_seen");

    /// <summary>The property <c>last_seen</c>; null where it is left out.</summary>
    public StixTime? LastSeen => Time("last_seen");

    /// <summary>The property <c>objective</c>; null where it is left out.</summary>
    public string? Objective => Text("objective");
}
