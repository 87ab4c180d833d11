namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>An incident; the specification defines its name only (§4.6): an object of type <c>incident</c>.</summary>
public sealed record Incident : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Incident(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");
}
