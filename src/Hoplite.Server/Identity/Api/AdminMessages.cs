using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Tokens;

namespace Hoplite.Server.Identity.Api;

/// <summary>Somebody, as administrators see them.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="IsDisabled">Whether signing in is refused.</param>
/// <param name="IsInvited">Whether there is nothing to sign in with yet.</param>
/// <param name="HasTotp">Whether there is an authenticator app.</param>
/// <param name="Passkeys">How many passkeys there are.</param>
/// <param name="IsExternal">Whether they come through single sign-on.</param>
/// <param name="Created">Since when.</param>
/// <param name="LockedUntil">Until when attempts are refused; null when they are not.</param>
public sealed record UserItem(Guid Id, string Name, Role Role, bool IsDisabled, bool IsInvited, bool HasTotp, int Passkeys, bool IsExternal, DateTimeOffset Created, DateTimeOffset? LockedUntil)
{
    internal static UserItem Of(Account account) => new(
        account.Id, account.Name, account.Role, account.IsDisabled, !account.CanSignIn, account.Totp is not null, account.Passkeys, account.Subject is not null, account.Created, account.LockedUntil);
}

/// <summary>Adds somebody.</summary>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Role">What they may do.</param>
public sealed record UserRequest(string? Name, Role Role);

/// <summary>Gives a role.</summary>
/// <param name="Role">What they may do from now on.</param>
public sealed record RoleRequest(Role Role);

/// <summary>Lets somebody in, or no longer.</summary>
/// <param name="IsDisabled">Whether signing in is refused.</param>
public sealed record DisabledRequest(bool IsDisabled);

/// <summary>An invitation. It is shown once; give the link to nobody else.</summary>
/// <param name="User">For whom.</param>
/// <param name="Link">Where they set their password.</param>
/// <param name="Expires">Until when.</param>
public sealed record InvitationAnswer(UserItem User, string Link, DateTimeOffset Expires);

/// <summary>Makes a token.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Role">The most it may do; null for the own role.</param>
/// <param name="Scopes">What it is for.</param>
/// <param name="Days">How long it lasts.</param>
public sealed record TokenRequest(string? Name, Role? Role, IReadOnlyList<Scope>? Scopes, int Days);

/// <summary>A token.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">On whose behalf.</param>
/// <param name="Role">The most it may do.</param>
/// <param name="Scopes">What it is for.</param>
/// <param name="Created">Since when.</param>
/// <param name="Expires">Until when.</param>
/// <param name="Used">When it was last used; null for never.</param>
public sealed record TokenItem(Guid Id, string Name, string Owner, Role Role, IReadOnlyList<Scope> Scopes, DateTimeOffset Created, DateTimeOffset Expires, DateTimeOffset? Used)
{
    internal static TokenItem Of(ApiToken token, string owner) => new(token.Id, token.Name, owner, token.Role, token.Scopes, token.Created, token.Expires, token.Used);
}

/// <summary>A new token.</summary>
/// <param name="Secret">What the program sends as <c>Authorization: Bearer</c>. It is shown once.</param>
/// <param name="Token">The token.</param>
public sealed record TokenAnswer(string Secret, TokenItem Token);
