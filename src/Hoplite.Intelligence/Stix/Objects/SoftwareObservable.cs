namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A piece of software (§6.14): an object of type <c>software</c>.</summary>
public sealed record SoftwareObservable : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public SoftwareObservable(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>cpe</c>; null where it is left out.</summary>
    public string? Cpe => Text("cpe");

    /// <summary>The property <c>swid</c>; null where it is left out.</summary>
    public string? Swid => Text("swid");

    /// <summary>The property <c>languages</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Languages => Texts("languages");

    /// <summary>The property <c>vendor</c>; null where it is left out.</summary>
    public string? Vendor => Text("vendor");

    /// <summary>The property <c>version</c>; null where it is left out.</summary>
    public string? Version => Text("version");
}
