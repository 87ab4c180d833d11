namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>An IPv4 address or network (§6.8): an object of type <c>ipv4-addr</c>.</summary>
public sealed record Ipv4Addr : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Ipv4Addr(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>value</c>; null where it is left out.</summary>
    public string? Value => Text("value");

    /// <summary>The property <c>resolves_to_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ResolvesToRefs => Texts("resolves_to_refs");

    /// <summary>The property <c>belongs_to_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> BelongsToRefs => Texts("belongs_to_refs");
}
