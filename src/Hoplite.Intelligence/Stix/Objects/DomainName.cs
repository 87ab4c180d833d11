namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A domain name (§6.4): an object of type <c>domain-name</c>.</summary>
public sealed record DomainName : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public DomainName(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>value</c>; null where it is left out.</summary>
    public string? Value => Text("value");

    /// <summary>The property <c>resolves_to_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ResolvesToRefs => Texts("resolves_to_refs");
}
