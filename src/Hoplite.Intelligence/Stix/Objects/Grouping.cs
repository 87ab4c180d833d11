namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Objects that share a context (§4.4): an object of type <c>grouping</c>.</summary>
public sealed record Grouping : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Grouping(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>context</c>; null where it is left out.</summary>
    public string? Context => Text("context");

    /// <summary>The property <c>object_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ObjectRefs => Texts("object_refs");
}
