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

/// <summary>Signing in with a passkey: it is both factors at once, since the device asks for a finger or a PIN.</summary>
static class PasskeySignIn
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/passkey/options", OptionsAsync).Open("passkeyOptions");
        routes.MapPost("/passkey/sign-in", SignInAsync).Open("signInWithPasskey");
    }

    static async Task<Ok<JsonElement>> OptionsAsync(HttpContext context, IPasskeyHandler<Account> handler, PendingBook pending)
    {
        // For nobody in particular: a list of somebody's passkeys would say that they exist.
        var options = await handler.MakeRequestOptionsAsync(null, context).ConfigureAwait(false);
        DoorCookies.WritePending(context, pending.Begin(null, options.AssertionState ?? ""), PendingBook.Life);
        return TypedResults.Ok(JsonSerializer.Deserialize<JsonElement>(options.RequestOptionsJson));
    }

    static async Task<Results<Ok<SignInAnswer>, ProblemHttpResult>> SignInAsync(
        PasskeyRequest request, HttpContext context, IPasskeyHandler<Account> handler, PendingBook pending, PasskeyBook passkeys, SignInDoor door)
    {
        if (SignInEndpoints.Waits(context, door) is { } wait) return wait;
        if (pending.Take(DoorCookies.ReadPending(context)) is not { User: null } begun) return SignInEndpoints.Answer(null);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = Text(request), AssertionState = begun.State }).ConfigureAwait(false);
        if (!result.Succeeded || result.User is not { IsDisabled: false } account)
        {
            door.Failed(context, null, "", "passkey");
            return SignInEndpoints.Answer(null);
        }

        passkeys.Put(account.Id, result.Passkey);
        return SignInEndpoints.Answer(door.Enter(context, account, "passkey"));
    }

    internal static string Text(PasskeyRequest request) => request.Credential.ValueKind == JsonValueKind.Object ? request.Credential.GetRawText() : "{}";
}
