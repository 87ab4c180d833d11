using System.Globalization;
using System.Security.Claims;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Audit;
using Hoplite.Server.Identity.Sessions;
using Hoplite.Server.Identity.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Who is asking, read from the claims.</summary>
public static class Caller
{
    const string SessionClaim = "hoplite:session";
    const string SignedInClaim = "hoplite:signed-in";
    const string TokenClaim = "hoplite:token";
    const string ScopeClaim = "hoplite:scope";
    const string MustEnrollClaim = "hoplite:must-enroll";

    /// <summary>The id of the user.</summary>
    public static Guid UserId(this ClaimsPrincipal caller) => Guid.Parse(caller.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>What the caller may do; null for nobody.</summary>
    public static Role? Role(this ClaimsPrincipal caller) => RoleNames.Parse(caller.FindFirstValue(ClaimTypes.Role));

    /// <summary>The session; null for nobody and for a token.</summary>
    public static Guid? SessionId(this ClaimsPrincipal caller) => Guid.TryParse(caller.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>Whether it is a program with a token.</summary>
    public static bool IsToken(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == TokenClaim);

    /// <summary>Whether a token is for this; a person in a session needs no scope.</summary>
    public static bool HasScope(this ClaimsPrincipal caller, Scope scope) => caller.SessionId() is not null || caller.HasClaim(ScopeClaim, scope.Name());

    /// <summary>Whether a second factor has to be set up before anything else.</summary>
    public static bool MustEnroll(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == MustEnrollClaim);

    /// <summary>When the person signed in; null for a token.</summary>
    public static DateTimeOffset? SignedIn(this ClaimsPrincipal caller) =>
        long.TryParse(caller.FindFirstValue(SignedInClaim), CultureInfo.InvariantCulture, out var ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Who is asking, as the audit trail names them.</summary>
    public static string Actor(this HttpContext context) => context.User.Identity?.Name is not { } name ? "nobody" : context.User.FindFirstValue(TokenClaim) is { } token ? $"token:{token} ({name})" : name;

    /// <summary>From where.</summary>
    public static string Address(this HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };

    /// <summary>Adds an entry about the caller to the audit trail.</summary>
    public static void Audit(this HttpContext context, string action, string detail = "") =>
        context.RequestServices.GetRequiredService<AuditTrail>().Record(context.Actor(), context.Address(), action, detail);

    internal static ClaimsIdentity Of(Account account, Session session, bool mustEnroll)
    {
        var identity = Identity(account, account.Role, mustEnroll);
        identity.AddClaim(new Claim(SessionClaim, session.Id.ToString()));
        identity.AddClaim(new Claim(SignedInClaim, session.Created.UtcTicks.ToString(CultureInfo.InvariantCulture)));
        return identity;
    }

    internal static ClaimsIdentity Of(Account account, ApiToken token, bool mustEnroll)
    {
        var identity = Identity(account, (Role)Math.Min((int)account.Role, (int)token.Role), mustEnroll);
        identity.AddClaim(new Claim(TokenClaim, token.Name));
        identity.AddClaims(token.Scopes.Select(s => new Claim(ScopeClaim, s.Name())));
        return identity;
    }

    static ClaimsIdentity Identity(Account account, Role role, bool mustEnroll)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(ClaimTypes.Name, account.Name), new Claim(ClaimTypes.Role, role.Name())], Policies.Scheme);
        if (mustEnroll) identity.AddClaim(new Claim(MustEnrollClaim, "1"));
        return identity;
    }
}
