using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>tcp-ext</c> of objects of type <c>network-traffic</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record TcpExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "tcp-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static TcpExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new TcpExtension(json) : null;

    /// <summary>The property <c>src_flags_hex</c>; null where it is left out.</summary>
    public string? SrcFlagsHex => Extension.Text(Json, "src_flags_hex");

    /// <summary>The property <c>dst_flags_hex</c>; null where it is left out.</summary>
    public string? DstFlagsHex => Extension.Text(Json, "dst_flags_hex");
}
