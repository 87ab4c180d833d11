namespace Hoplite.Server.Identity;

/// <summary>How people sign in.</summary>
public sealed record AccountOptions
{
    /// <summary>Where the keys that encrypt TOTP secrets are kept; readable by the server only, and not inside the case store.</summary>
    public required string KeyFolder { get; init; }

    /// <summary>The name that authenticator apps and passkeys show.</summary>
    public string SiteName { get; init; } = "Hoplite";

    /// <summary>The address that people type, such as <c>https://hoplite.example</c>; null takes it from the request.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Whether responders and administrators must have a second factor.</summary>
    public bool RequireSecondFactor { get; init; } = true;

    /// <summary>A session ends after this time without a request.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(12);

    /// <summary>A session ends after this time, whatever happens.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Factors, codes and tokens can be changed only so long after signing in.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long an invitation is good for.</summary>
    public TimeSpan InvitationLife { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The longest life of an API token.</summary>
    public TimeSpan LongestToken { get; init; } = TimeSpan.FromDays(366);

    /// <summary>Rounds of PBKDF2-HMAC-SHA512 for a password.</summary>
    public int PasswordRounds { get; init; } = 210_000;

    /// <summary>Wrong passwords or codes of one account before it is locked for a while.</summary>
    public int FailuresBeforeLock { get; init; } = 5;

    /// <summary>Wrong attempts from one address before it has to wait.</summary>
    public int FailuresPerAddress { get; init; } = 20;

    /// <summary>Sign-in requests that one address may make in a minute.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>API requests that one person, token or address may make in a minute.</summary>
    public int RequestsPerMinute { get; init; } = 1_200;

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IReadOnlyList<System.Net.IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>Paths that answer before there is an administrator, besides the setup API.</summary>
    public IReadOnlyList<string> OpenBeforeSetup { get; init; } = ["/setup", "/assets", "/favicon.ico", "/favicon.svg", "/health"];

    /// <summary>Single sign-on; null when there is none.</summary>
    public OidcOptions? Oidc { get; init; }
}

/// <summary>Single sign-on with an OpenID Connect provider.</summary>
public sealed record OidcOptions
{
    /// <summary>The name on the button.</summary>
    public required string Name { get; init; }

    /// <summary>The provider; HTTPS, but for one on this machine.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Our id there.</summary>
    public required string ClientId { get; init; }

    /// <summary>Our secret there; null for a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What to ask for besides <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["profile", "email"];

    /// <summary>The claim that says what somebody is.</summary>
    public string RoleClaim { get; init; } = "groups";

    /// <summary>What a value of that claim makes somebody here; empty leaves roles to our own administrators.</summary>
    public IReadOnlyDictionary<string, Role> RoleMap { get; init; } = new Dictionary<string, Role>(StringComparer.Ordinal);
}
