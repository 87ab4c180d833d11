using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>icmp-ext</c> of objects of type <c>network-traffic</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record IcmpExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "icmp-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static IcmpExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new IcmpExtension(json) : null;

    /// <summary>The property <c>icmp_type_hex</c>; null where it is left out.</summary>
    public string? IcmpTypeHex => Extension.Text(Json, "icmp_type_hex");

    /// <summary>The property <c>icmp_code_hex</c>; null where it is left out.</summary>
    public string? IcmpCodeHex => Extension.Text(Json, "icmp_code_hex");
}
