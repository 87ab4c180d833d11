using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>windows-process-ext</c> of objects of type <c>process</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record WindowsProcessExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "windows-process-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static WindowsProcessExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new WindowsProcessExtension(json) : null;

    /// <summary>The property <c>aslr_enabled</c>; null where it is left out.</summary>
    public bool? AslrEnabled => Extension.Flag(Json, "aslr_enabled");

    /// <summary>The property <c>dep_enabled</c>; null where it is left out.</summary>
    public bool? DepEnabled => Extension.Flag(Json, "dep_enabled");

    /// <summary>The property <c>priority</c>; null where it is left out.</summary>
    public string? Priority => Extension.Text(Json, "priority");

    /// <summary>The property <c>owner_sid</c>; null where it is left out.</summary>
    public string? OwnerSid => Extension.Text(Json, "owner_sid");

    /// <summary>The property <c>window_title</c>; null where it is left out.</summary>
    public string? WindowTitle => Extension.Text(Json, "window_title");

    /// <summary>The property <c>startup_info</c>; null where it is left out.</summary>
    public JsonElement? StartupInfo => Extension.Value(Json, "startup_info");

    /// <summary>The property <c>integrity_level</c>; null where it is left out.</summary>
    public string? IntegrityLevel => Extension.Text(Json, "integrity_level");
}
