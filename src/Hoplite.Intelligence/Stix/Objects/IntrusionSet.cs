namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Behaviour and resources of one organisation (§4.9): an object of type <c>intrusion-set</c>.</summary>
public sealed record IntrusionSet : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public IntrusionSet(ReadOnlyMemory<byte> utf8)
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

    /// <summary>The property <c>goals</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Goals => Texts("goals");

    /// <summary>The property <c>resource_level</c>; null where it is left out.</summary>
    public string? ResourceLevel => Text("resource_level");

    /// <summary>The property <c>primary_motivation</c>; null where it is left out.</summary>
    public string? PrimaryMotivation => Text("primary_motivation");

    /// <summary>The property <c>secondary_motivations</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> SecondaryMotivations => Texts("secondary_motivations");
}
