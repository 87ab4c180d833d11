namespace Hoplite.Server.Identity.Api;

/// <summary>Who is signed in, and what a client needs to know before anybody is.</summary>
/// <param name="IsSetUp">Whether there is an administrator.</param>
/// <param name="NeedsSetupCode">Whether this client has to bring the setup code.</param>
/// <param name="User">Who is signed in; null for nobody.</param>
/// <param name="CsrfHeader">The header that every change must carry, with the value 1.</param>
/// <param name="Oidc">Single sign-on; null when there is none.</param>
/// <param name="Version">The version of the server.</param>
public sealed record SessionAnswer(bool IsSetUp, bool NeedsSetupCode, CurrentUser? User, string CsrfHeader, OidcAnswer? Oidc, string Version);

/// <summary>The user of a session.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="HasTotp">Whether there is an authenticator app.</param>
/// <param name="HasPasskey">Whether there is a passkey.</param>
/// <param name="MustEnroll">Whether a second factor has to be set up before anything else.</param>
/// <param name="IsFresh">Whether they have signed in lately enough to change factors and tokens.</param>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
public sealed record CurrentUser(Guid Id, string Name, Role Role, bool HasTotp, bool HasPasskey, bool MustEnroll, bool IsFresh, int RecoveryCodes);

/// <summary>Single sign-on.</summary>
/// <param name="Name">The name on the button.</param>
/// <param name="Start">Where the button leads.</param>
public sealed record OidcAnswer(string Name, string Start);

/// <summary>Creates the first administrator.</summary>
/// <param name="Code">The setup code; not needed from the server's own browser.</param>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Password">The password.</param>
public sealed record SetupRequest(string? Code, string? Name, string? Password);

/// <summary>The first step of signing in.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string? Name, string? Password);

/// <summary>The second step of signing in.</summary>
/// <param name="Code">A code of the authenticator app, or a recovery code.</param>
public sealed record CodeRequest(string? Code);

/// <summary>What comes next.</summary>
/// <param name="Next"><c>totp</c> and <c>passkey</c> ask for a second factor, <c>enroll</c> for setting one up, <c>done</c> for nothing.</param>
public sealed record SignInAnswer(string Next);

/// <summary>Uses an invitation.</summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="Password">The password from now on.</param>
public sealed record InvitationRequest(string? Token, string? Password);

/// <summary>What a browser sends back about a passkey, as <c>PublicKeyCredential.toJSON()</c> writes it.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Name">What to call a new passkey.</param>
public sealed record PasskeyRequest(System.Text.Json.JsonElement Credential, string? Name = null);
