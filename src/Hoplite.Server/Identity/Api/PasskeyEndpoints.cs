using System.Buffers.Text;
using System.Text.Json;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Passkeys;
using Hoplite.Server.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>The own passkeys.</summary>
static class PasskeyEndpoints
{
    const int MostKeys = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/passkeys", List).RequireAuthorization(Policies.Enrolling).WithName("listPasskeys");
        routes.MapPost("/passkeys/options", OptionsAsync).RequireFreshSignIn().WithName("newPasskeyOptions");
        routes.MapPost("/passkeys", AddAsync).RequireFreshSignIn().WithName("addPasskey");
        routes.MapDelete("/passkeys/{id}", Remove).RequireFreshSignIn().RequireAuthorization(Policies.Session).WithName("removePasskey");
    }

    static Ok<IReadOnlyList<Passkey>> List(HttpContext context, PasskeyBook passkeys) => TypedResults.Ok(passkeys.Of(context.User.UserId()));

    static async Task<Ok<JsonElement>> OptionsAsync(HttpContext context, IPasskeyHandler<Account> handler, PendingBook pending)
    {
        var name = context.User.Identity!.Name!;
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = context.User.UserId().ToString(), Name = name, DisplayName = name }, context).ConfigureAwait(false);
        pending.Begin(Slot(context), context.User.UserId(), options.AttestationState ?? "");
        return TypedResults.Ok(JsonSerializer.Deserialize<JsonElement>(options.CreationOptionsJson));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(PasskeyRequest request, HttpContext context, IPasskeyHandler<Account> handler, PendingBook pending, PasskeyBook passkeys, SessionBook sessions)
    {
        var user = context.User.UserId();
        if (pending.Take(Slot(context)) is not { } begun) return Refusal.Problem(StatusCodes.Status400BadRequest, "that took too long; begin again");
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = PasskeySignIn.Text(request), AttestationState = begun.State }).ConfigureAwait(false);
        if (!result.Succeeded || result.UserEntity.Id != user.ToString()) return Refusal.Problem(StatusCodes.Status400BadRequest, "the browser's answer about the new passkey is not valid");
        if (passkeys.Of(user).Count >= MostKeys) return Refusal.Problem(StatusCodes.Status409Conflict, "there are twenty passkeys already; remove one first");
        result.Passkey.Name = request.Name is { Length: > 0 and <= 60 } name ? name : "passkey";
        passkeys.Put(user, result.Passkey);
        sessions.EndAll(user, context.User.SessionId());
        context.Audit("passkey.added", result.Passkey.Name);
        return TypedResults.NoContent();
    }

    static Results<NoContent, ProblemHttpResult> Remove(string id, HttpContext context, AccountBook accounts, PasskeyBook passkeys, AccountOptions options)
    {
        var account = accounts.Find(context.User.UserId())!;
        if (account is { Passkeys: 1, Totp: null } && (SecondFactor.IsNeeded(account, options) || account.Password is null && account.Subject is null))
            return Refusal.Problem(StatusCodes.Status409Conflict, "this is your only second factor; add another first");
        if (!Base64Url.IsValid(id) || !passkeys.Remove(account.Id, Base64Url.DecodeFromChars(id))) return Refusal.Problem(StatusCodes.Status404NotFound, "there is no such passkey");
        context.Audit("passkey.removed");
        return TypedResults.NoContent();
    }

    static string Slot(HttpContext context) => "passkey of " + context.User.SessionId();
}
