using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>ntfs-ext</c> of objects of type <c>file</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record NtfsExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "ntfs-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static NtfsExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new NtfsExtension(json) : null;

    /// <summary>The property <c>sid</c>; null where it is left out.</summary>
    public string? Sid => Extension.Text(Json, "sid");

    /// <summary>The property <c>alternate_data_streams</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> AlternateDataStreams => Extension.Items(Json, "alternate_data_streams");
}
