namespace Hoplite.Server.Identity.Tokens;

/// <summary>A token for a program.</summary>
/// <param name="Id">Its id, to show and revoke it; not the secret.</param>
/// <param name="Name">What it is for.</param>
/// <param name="User">On whose behalf.</param>
/// <param name="Role">The most it may do; never more than its owner may.</param>
/// <param name="Scopes">What it is for.</param>
/// <param name="Created">Since when.</param>
/// <param name="Expires">Until when.</param>
/// <param name="Used">When it was last used, to the minute; null for never.</param>
public sealed record ApiToken(Guid Id, string Name, Guid User, Role Role, IReadOnlyList<Scope> Scopes, DateTimeOffset Created, DateTimeOffset Expires, DateTimeOffset? Used);
