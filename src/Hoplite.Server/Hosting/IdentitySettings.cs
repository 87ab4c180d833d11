using System.Net;
using Hoplite.Server.Configuration;
using Hoplite.Server.Identity;

namespace Hoplite.Server.Hosting;

/// <summary>What the configuration says about people, as the identities want it.</summary>
public static class IdentitySettings
{
    /// <summary>The settings.</summary>
    /// <exception cref="ConfigurationException">Something in them is wrong.</exception>
    public static AccountOptions Of(ServeOptions options) => new()
    {
        KeyFolder = Path.Combine(options.Data, "keys"),
        PublicAddress = options.Web.PublicUrl is { } url ? Address(url, "web: public_url") : null,
        RequireSecondFactor = options.People.RequireSecondFactor,
        SessionIdle = options.People.SessionIdle,
        SessionLife = options.People.SessionLife,
        TrustedProxies = [.. options.People.TrustedProxies.Select(p => IPAddress.TryParse(p, out var address) ? address : throw new ConfigurationException("people: trusted_proxies", 0, $"'{p}' is no address"))],
        OpenBeforeSetup = ["/metrics"],
        Oidc = options.People.SingleSignOn is { } provider ? Oidc(provider) : null,
    };

    static OidcOptions Oidc(SingleSignOnOptions provider) => new()
    {
        Name = provider.Name,
        Authority = Address(provider.Authority, "people: single_sign_on: authority"),
        ClientId = provider.ClientId.Length > 0 ? provider.ClientId : throw new ConfigurationException("people: single_sign_on", 0, "client_id is missing"),
        ClientSecret = Secret(provider.ClientSecret, "people: single_sign_on: client_secret"),
        RoleClaim = provider.RoleClaim,
        RoleMap = provider.Roles.ToDictionary(r => r.Value, r => r.Role, StringComparer.Ordinal),
    };

    static Uri Address(string text, string path) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new ConfigurationException(path, 0, $"'{text}' is no address such as https://hoplite.example.org");

    /// <summary>Reads a secret from where it is kept; it may not stand in the configuration itself.</summary>
    internal static string? Secret(string? reference, string path)
    {
        if (reference is null) return null;
        if (!reference.StartsWith("env:", StringComparison.Ordinal) && !reference.StartsWith("file:", StringComparison.Ordinal))
            throw new ConfigurationException(path, 0, "write env:NAME or file:/path; a secret does not stand in the configuration");
        try
        {
            return KeptValue.Read(reference);
        }
        catch (InvalidDataException missing)
        {
            throw new ConfigurationException(path, 0, missing.Message);
        }
    }
}
