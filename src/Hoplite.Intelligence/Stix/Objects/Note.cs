namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Text about other objects (§4.13): an object of type <c>note</c>.</summary>
public sealed record Note : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Note(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>abstract</c>; null where it is left out.</summary>
    public string? Abstract => Text("abstract");

    /// <summary>The property <c>content</c>; null where it is left out.</summary>
    public string? Content => Text("content");

    /// <summary>The property <c>authors</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Authors => Texts("authors");

    /// <summary>The property <c>object_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ObjectRefs => Texts("object_refs");
}
