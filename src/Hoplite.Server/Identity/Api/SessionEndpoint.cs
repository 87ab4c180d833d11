using System.Reflection;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Oidc;
using Hoplite.Server.Identity.Totp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>The first thing that a client asks.</summary>
static class SessionEndpoint
{
    static readonly string Version = typeof(SessionEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/session", Get).AllowAnonymous().WithName("getSession").WithMetadata(new OpenBeforeSetup());

    static Ok<SessionAnswer> Get(HttpContext context, SetupState setup, AccountBook accounts, RecoveryCodes recovery, AccountOptions options, TimeProvider time)
    {
        CurrentUser? user = null;
        if (context.User.SessionId() is not null && accounts.Find(context.User.UserId()) is { } account)
            user = new CurrentUser(
                account.Id, account.Name, account.Role, account.Totp is not null, account.Passkeys > 0, context.User.MustEnroll(),
                Policies.IsFresh(context.User, options, time), recovery.Left(account.Id));
        var oidc = options.Oidc is { } provider ? new OidcAnswer(provider.Name, OidcSignIn.Start) : null;
        return TypedResults.Ok(new SessionAnswer(setup.IsSetUp, !setup.IsSetUp && setup.NeedsCode(context), user, CrossSiteGuard.Header, oidc, Version));
    }
}
