using System.Text.Encodings.Web;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Sessions;
using Hoplite.Server.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Recognises sessions and tokens, and refuses as problem details, never with a redirect.</summary>
sealed class DoorKeeper(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory logger, UrlEncoder encoder,
    SessionBook sessions, TokenBook tokens, AccountBook accounts, SignInDoor door, AccountOptions options, TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logger, encoder)
{
    const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        // A request with a header is a program's; it must not fall back to a cookie.
        var identity = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? ByToken(header[Bearer.Length..].Trim()) : header.Length == 0 ? BySession() : null;
        return Task.FromResult(identity is null ? AuthenticateResult.NoResult() : AuthenticateResult.Success(new AuthenticationTicket(new(identity), Policies.Scheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"hoplite\"";
        return Refusal.WriteAsync(Context, StatusCodes.Status401Unauthorized, "sign in first, or send a valid token");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var (why, kind) = Context.User switch
        {
            var user when user.MustEnroll() => ("set up a second factor first", "enroll"),
            var user when user.IsToken() => ("this token is not for that; its scopes or the role of its owner do not reach so far", null),
            var user when !Policies.IsFresh(user, options, time) && NeedsFresh() => ("sign in again to do this", "sign-in-again"),
            _ => ("your role does not allow this", (string?)null),
        };
        Context.Audit("access.refused", $"{Request.Method} {Request.Path}: {why}");
        return Refusal.WriteAsync(Context, StatusCodes.Status403Forbidden, why, kind);
    }

    bool NeedsFresh() => Context.GetEndpoint()?.Metadata.GetOrderedMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any(a => a.Policy == Policies.Fresh) == true;

    System.Security.Claims.ClaimsIdentity? BySession() =>
        sessions.Find(DoorCookies.ReadSession(Context)) is { } session && accounts.Find(session.User) is { IsDisabled: false } account
            ? Caller.Of(account, session, door.MustEnroll(account, session.Method)) : null;

    System.Security.Claims.ClaimsIdentity? ByToken(string secret) =>
        tokens.Find(secret) is { } token && accounts.Find(token.User) is { IsDisabled: false } account
            ? Caller.Of(account, token, door.MustEnroll(account, account.Subject is null ? "" : SignInDoor.Oidc)) : null;
}
