namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Whether someone agrees with an object (§4.15): an object of type <c>opinion</c>.</summary>
public sealed record Opinion : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Opinion(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>explanation</c>; null where it is left out.</summary>
    public string? Explanation => Text("explanation");

    /// <summary>The property <c>authors</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Authors => Texts("authors");

    /// <summary>The property <c>opinion</c>; null where it is left out.</summary>
    public string? OpinionValue => Text("opinion");

    /// <summary>The property <c>object_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ObjectRefs => Texts("object_refs");
}
