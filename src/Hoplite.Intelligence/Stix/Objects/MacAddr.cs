namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A MAC address (§6.10): an object of type <c>mac-addr</c>.</summary>
public sealed record MacAddr : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public MacAddr(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>value</c>; null where it is left out.</summary>
    public string? Value => Text("value");
}
