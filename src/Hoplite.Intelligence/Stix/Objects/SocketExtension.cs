using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>socket-ext</c> of objects of type <c>network-traffic</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record SocketExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "socket-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static SocketExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new SocketExtension(json) : null;

    /// <summary>The property <c>address_family</c>; null where it is left out.</summary>
    public string? AddressFamily => Extension.Text(Json, "address_family");

    /// <summary>The property <c>is_blocking</c>; null where it is left out.</summary>
    public bool? IsBlocking => Extension.Flag(Json, "is_blocking");

    /// <summary>The property <c>is_listening</c>; null where it is left out.</summary>
    public bool? IsListening => Extension.Flag(Json, "is_listening");

    /// <summary>The property <c>options</c>; null where it is left out.</summary>
    public JsonElement? Options => Extension.Value(Json, "options");

    /// <summary>The property <c>socket_type</c>; null where it is left out.</summary>
    public string? SocketType => Extension.Text(Json, "socket_type");

    /// <summary>The property <c>socket_descriptor</c>; null where it is left out.</summary>
    public long? SocketDescriptor => Extension.Whole(Json, "socket_descriptor");

    /// <summary>The property <c>socket_handle</c>; null where it is left out.</summary>
    public long? SocketHandle => Extension.Whole(Json, "socket_handle");
}
