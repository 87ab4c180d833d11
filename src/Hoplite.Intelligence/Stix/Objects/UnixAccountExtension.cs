using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The predefined extension <c>unix-account-ext</c> of objects of type <c>user-account</c> (STIX 2.1 §6).</summary>
/// <param name="Json">What lies under its name in <c>extensions</c>.</param>
public sealed record UnixAccountExtension(JsonElement Json)
{
    /// <summary>Name of the extension.</summary>
    public const string Name = "unix-account-ext";

    /// <summary>The extension of an object; null where it has none.</summary>
    public static UnixAccountExtension? Of(StixObject owner) => Extension.Find(owner, Name) is { } json ? new UnixAccountExtension(json) : null;

    /// <summary>The property <c>gid</c>; null where it is left out.</summary>
    public double? Gid => Extension.Number(Json, "gid");

    /// <summary>The property <c>groups</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> Groups => Extension.Texts(Json, "groups");

    /// <summary>The property <c>home_dir</c>; null where it is left out.</summary>
    public string? HomeDir => Extension.Text(Json, "home_dir");

    /// <summary>The property <c>shell</c>; null where it is left out.</summary>
    public string? Shell => Extension.Text(Json, "shell");
}
