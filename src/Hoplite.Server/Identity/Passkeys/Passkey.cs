namespace Hoplite.Server.Identity.Passkeys;

/// <summary>A passkey as it is shown.</summary>
/// <param name="Id">Its credential id, in base64url.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Created">Since when.</param>
/// <param name="Used">When it last signed somebody in; null for never.</param>
public sealed record Passkey(string Id, string Name, DateTimeOffset Created, DateTimeOffset? Used);
