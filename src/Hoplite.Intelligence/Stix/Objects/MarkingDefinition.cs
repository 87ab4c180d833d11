using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Who may do what with marked content (§7.2): an object of type <c>marking-definition</c>.</summary>
public sealed record MarkingDefinition : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public MarkingDefinition(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>definition_type</c>; null where it is left out.</summary>
    public string? DefinitionType => Text("definition_type");

    /// <summary>The property <c>definition</c>; null where it is left out.</summary>
    public JsonElement? Definition => Property("definition");
}
