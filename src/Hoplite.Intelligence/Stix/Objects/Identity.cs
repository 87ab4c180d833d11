namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A person, an organisation, a group or a class of them (§4.5): an object of type <c>identity</c>.</summary>
public sealed record Identity : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Identity(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>roles</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Roles => Texts("roles");

    /// <summary>The property <c>identity_class</c>; null where it is left out.</summary>
    public string? IdentityClass => Text("identity_class");

    /// <summary>The property <c>sectors</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Sectors => Texts("sectors");

    /// <summary>The property <c>contact_information</c>; null where it is left out.</summary>
    public string? ContactInformation => Text("contact_information");
}
