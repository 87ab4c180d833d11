namespace Hoplite.Server.Identity.Sessions;

/// <summary>Somebody signed in on some device.</summary>
/// <param name="Id">Its id, to show and revoke it; not the secret in the cookie.</param>
/// <param name="User">Who.</param>
/// <param name="Method">How they signed in: <c>password</c>, <c>totp</c>, <c>recovery</c>, <c>passkey</c> or <c>oidc</c>.</param>
/// <param name="Created">When they signed in.</param>
/// <param name="Seen">When they last asked for something.</param>
/// <param name="Address">From where.</param>
/// <param name="Agent">With what.</param>
public sealed record Session(Guid Id, Guid User, string Method, DateTimeOffset Created, DateTimeOffset Seen, string Address, string Agent);
