namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>An autonomous system (§6.2): an object of type <c>autonomous-system</c>.</summary>
public sealed record AutonomousSystem : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public AutonomousSystem(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>number</c>; null where it is left out.</summary>
    public long? Number => Whole("number");

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>rir</c>; null where it is left out.</summary>
    public string? Rir => Text("rir");
}
