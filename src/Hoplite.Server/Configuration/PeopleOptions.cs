using System.ComponentModel;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Configuration;

/// <summary>How people sign in.</summary>
public sealed record PeopleOptions
{
    /// <summary>Whether responders and administrators must have a second factor.</summary>
    [Description("Whether responders and administrators must have a second factor (authenticator app or passkey).")]
    public bool RequireSecondFactor { get; init; } = true;

    /// <summary>A session ends after this time without a request.</summary>
    [Description("A session ends after this time without a request.")]
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(12);

    /// <summary>A session ends after this time, whatever happens.</summary>
    [Description("A session ends after this time, whatever happens.")]
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Reverse proxies that are believed.</summary>
    [Description("Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Single sign-on.</summary>
    [Description("Single sign-on with an OpenID Connect provider; leave out for none.")]
    public SingleSignOnOptions? SingleSignOn { get; init; }
}

/// <summary>An OpenID Connect provider.</summary>
public sealed record SingleSignOnOptions
{
    /// <summary>The name on the button.</summary>
    [Description("The name on the button.")]
    public string Name { get; init; } = "Single sign-on";

    /// <summary>The provider.</summary>
    [Description("Address of the provider, https.")]
    public string Authority { get; init; } = "";

    /// <summary>Our id there.</summary>
    [Description("Our client id there.")]
    public string ClientId { get; init; } = "";

    /// <summary>Our secret there.</summary>
    [Description("Our client secret there: env:NAME or file:/path; leave out for a public client.")]
    public string? ClientSecret { get; init; }

    /// <summary>The claim that says what somebody is.</summary>
    [Description("The claim that says what somebody is.")]
    public string RoleClaim { get; init; } = "groups";

    /// <summary>What its values make somebody here.</summary>
    [Description("What values of the claim make somebody here; leave out to give roles in the console.")]
    public IReadOnlyList<RoleGrant> Roles { get; init; } = [];
}

/// <summary>What a value of the claim makes somebody here.</summary>
public sealed record RoleGrant
{
    /// <summary>The value.</summary>
    [Description("A value of the claim.")]
    public string Value { get; init; } = "";

    /// <summary>The role.</summary>
    [Description("viewer, analyst, responder or admin.")]
    public Role Role { get; init; }
}
