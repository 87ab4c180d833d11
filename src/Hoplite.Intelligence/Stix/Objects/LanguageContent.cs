using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Texts of another object in other languages (§7.1): an object of type <c>language-content</c>.</summary>
public sealed record LanguageContent : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public LanguageContent(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>object_ref</c>; null where it is left out.</summary>
    public string? ObjectRef => Text("object_ref");

    /// <summary>The property <c>object_modified</c>; null where it is left out.</summary>
    public StixTime? ObjectModified => Time("object_modified");

    /// <summary>The property <c>contents</c>; null where it is left out.</summary>
    public JsonElement? Contents => Property("contents");
}
