using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>archive-ext</c> of objects of type <c>file</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record ArchiveExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "archive-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static ArchiveExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new ArchiveExtension(json) : null;

    /// <summary>The property <c>contains_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ContainsRefs => Extension.Texts(Json, "contains_refs");

    /// <summary>The property <c>comment</c>; null where it is left out.</summary>
    public string? Comment => Extension.Text(Json, "comment");
}
