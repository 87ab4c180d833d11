using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Sessions;
using Hoplite.Server.Identity.Totp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>The own authenticator app and recovery codes.</summary>
static class TotpEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/totp", Begin).RequireFreshSignIn().WithName("beginTotp");
        routes.MapPost("/totp/confirm", Confirm).RequireFreshSignIn().RequireRateLimiting(RateLimits.SignIn).WithName("confirmTotp");
        routes.MapDelete("/totp", Remove).RequireFreshSignIn().RequireAuthorization(Policies.Session).WithName("removeTotp");
        routes.MapPost("/recovery-codes", Renew).RequireFreshSignIn().RequireAuthorization(Policies.Session).WithName("renewRecoveryCodes");
    }

    static Ok<TotpAnswer> Begin(HttpContext context, PendingBook pending, AccountOptions options)
    {
        var secret = TotpVault.NewSecret();
        pending.Begin(Slot(context), context.User.UserId(), Convert.ToBase64String(secret));
        var link = TotpLink.Of(secret, options.SiteName, context.User.Identity!.Name!);
        return TypedResults.Ok(new TotpAnswer(link.Secret, link.Uri, link.Svg));
    }

    static Results<Ok<RecoveryAnswer>, ProblemHttpResult> Confirm(CodeRequest request, HttpContext context, PendingBook pending, AccountBook accounts, TotpVault vault, RecoveryCodes recovery, SessionBook sessions)
    {
        var account = accounts.Find(context.User.UserId())!;
        if (pending.Find(Slot(context)) is not { } begun) return Refusal.Problem(StatusCodes.Status400BadRequest, "that took too long, or too many tries; begin again");
        if (!vault.TryEnrol(account, Convert.FromBase64String(begun.State), request.Code)) return Refusal.Problem(StatusCodes.Status400BadRequest, "the code is wrong; check the clock of the phone");
        pending.End(Slot(context));
        sessions.EndAll(account.Id, context.User.SessionId());
        context.Audit("totp.added");
        return TypedResults.Ok(new RecoveryAnswer(recovery.Renew(account.Id)));
    }

    static Results<NoContent, ProblemHttpResult> Remove(HttpContext context, AccountBook accounts, AccountOptions options)
    {
        var account = accounts.Find(context.User.UserId())!;
        if (account is { Totp: not null, Passkeys: 0 } && SecondFactor.IsNeeded(account, options)) return Refusal.Problem(StatusCodes.Status409Conflict, "this is your only second factor; add another first");
        accounts.SetTotp(account.Id, null, 0);
        context.Audit("totp.removed");
        return TypedResults.NoContent();
    }

    static Results<Ok<RecoveryAnswer>, ProblemHttpResult> Renew(HttpContext context, AccountBook accounts, RecoveryCodes recovery)
    {
        if (accounts.Find(context.User.UserId())!.Totp is null) return Refusal.Problem(StatusCodes.Status409Conflict, "recovery codes stand in for an authenticator app, and you have none");
        context.Audit("recovery-codes.renewed");
        return TypedResults.Ok(new RecoveryAnswer(recovery.Renew(context.User.UserId())));
    }

    static string Slot(HttpContext context) => "totp of " + context.User.SessionId();
}
