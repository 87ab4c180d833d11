namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A URL (§6.15): an object of type <c>url</c>.</summary>
public sealed record UrlObservable : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public UrlObservable(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>value</c>; null where it is left out.</summary>
    public string? Value => Text("value");
}
