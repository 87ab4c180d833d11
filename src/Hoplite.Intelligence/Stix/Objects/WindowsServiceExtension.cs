using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>windows-service-ext</c> of objects of type <c>process</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record WindowsServiceExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "windows-service-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static WindowsServiceExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new WindowsServiceExtension(json) : null;

    /// <summary>The property <c>service_name</c>; null where it is left out.</summary>
    public string? ServiceName => Extension.Text(Json, "service_name");

    /// <summary>The property <c>descriptions</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Descriptions => Extension.Texts(Json, "descriptions");

    /// <summary>The property <c>display_name</c>; null where it is left out.</summary>
    public string? DisplayName => Extension.Text(Json, "display_name");

    /// <summary>The property <c>group_name</c>; null where it is left out.</summary>
    public string? GroupName => Extension.Text(Json, "group_name");

    /// <summary>The property <c>start_type</c>; null where it is left out.</summary>
    public string? StartType => Extension.Text(Json, "start_type");

    /// <summary>The property <c>service_dll_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ServiceDllRefs => Extension.Texts(Json, "service_dll_refs");

    /// <summary>The property <c>service_type</c>; null where it is left out.</summary>
    public string? ServiceType => Extension.Text(Json, "service_type");

    /// <summary>The property <c>service_status</c>; null where it is left out.</summary>
    public string? ServiceStatus => Extension.Text(Json, "service_status");
}
