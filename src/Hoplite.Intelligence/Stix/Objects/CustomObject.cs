namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>An object of a type that the specification does not define: kept whole, read by the names of its properties.</summary>
public sealed record CustomObject : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public CustomObject(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }
}
