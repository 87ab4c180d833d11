namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Tells what an extension adds (§7.3): an object of type <c>extension-definition</c>.</summary>
public sealed record ExtensionDefinition : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public ExtensionDefinition(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>schema</c>; null where it is left out.</summary>
    public string? Schema => Text("schema");

    /// <summary>The property <c>version</c>; null where it is left out.</summary>
    public string? Version => Text("version");

    /// <summary>The property <c>extension_types</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ExtensionTypes => Texts("extension_types");

    /// <summary>The property <c>extension_properties</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ExtensionProperties => Texts("extension_properties");
}
