using System.Security.Claims;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Identity.Oidc;

/// <summary>Signs people in through an OpenID Connect provider: code flow with PKCE.</summary>
static class OidcSignIn
{
    public const string Scheme = "oidc";
    public const string Start = "/api/v1/identity/oidc";

    public static void AddHopliteOidc(this AuthenticationBuilder authentication, OidcOptions options) => authentication.AddOpenIdConnect(Scheme, o =>
    {
        o.Authority = options.Authority.ToString();
        o.RequireHttpsMetadata = !options.Authority.IsLoopback;
        (o.ClientId, o.ClientSecret) = (options.ClientId, options.ClientSecret);
        (o.ResponseType, o.ResponseMode, o.UsePkce) = ("code", "query", true);
        (o.MapInboundClaims, o.SaveTokens, o.GetClaimsFromUserInfoEndpoint) = (false, false, false);
        o.CallbackPath = Start + "/callback";
        // We keep our own session, and sign nobody out over there.
        (o.SignedOutCallbackPath, o.RemoteSignOutPath) = (Start + "/signed-out", Start + "/remote-sign-out");
        o.SignInScheme = Policies.Scheme;
        o.Scope.Clear();
        foreach (var scope in options.Scopes.Prepend("openid")) o.Scope.Add(scope);
        // The answer comes back as a navigation by GET, for which Lax is enough.
        o.CorrelationCookie.SameSite = o.NonceCookie.SameSite = SameSiteMode.Lax;
        o.CorrelationCookie.SecurePolicy = o.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.Events.OnTicketReceived = context => ReceivedAsync(context, options);
        o.Events.OnRemoteFailure = FailedAsync;
    });

    static async Task ReceivedAsync(TicketReceivedContext context, OidcOptions options)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        if (services.GetRequiredService<OidcAccounts>().Of(context.Principal!, options) is not { IsDisabled: false } account)
        {
            context.HttpContext.Audit("sign-in.failed", "oidc, the account is disabled or unknown");
            await Refusal.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "this account may not sign in").ConfigureAwait(false);
            return;
        }

        services.GetRequiredService<SignInDoor>().Enter(context.HttpContext, account, SignInDoor.Oidc);
        // Not a redirect: after one, the browser would still count the request as the provider's and keep our strict cookie back.
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync("""<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>Signed in</title><a href="/">Go on</a>""").ConfigureAwait(false);
    }

    static Task FailedAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.HttpContext.Audit("sign-in.failed", "oidc, " + context.Failure?.GetType().Name);
        return Refusal.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "the provider did not sign you in; try again");
    }
}
