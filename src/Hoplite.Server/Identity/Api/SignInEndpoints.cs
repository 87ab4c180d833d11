using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Audit;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>Setup, signing in and out, and invitations.</summary>
static class SignInEndpoints
{
    // One sentence for all reasons: it must not say which of them it was.
    const string Refused = "the name, the password or the code is wrong, or there were too many attempts; wait a minute and try again";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/setup", SetUp).Open("setUp").WithMetadata(new OpenBeforeSetup());
        routes.MapPost("/sign-in", ByPassword).Open("signIn");
        routes.MapPost("/sign-in/totp", ByCode).Open("signInWithCode");
        routes.MapPost("/invitation", Accept).Open("acceptInvitation");
        routes.MapPost("/sign-out", Leave).RequireAuthorization(Policies.Enrolling).WithName("signOut");
    }

    static Results<Ok<SignInAnswer>, ProblemHttpResult> SetUp(SetupRequest request, HttpContext context, SetupState setup, AccountBook accounts, PasswordVault vault, SignInDoor door, AuditTrail audit)
    {
        if (setup.IsSetUp) return Refusal.Problem(StatusCodes.Status409Conflict, "there is an administrator already; sign in");
        if (Waits(context, door) is { } wait) return wait;
        if (!setup.MayBeSetUpBy(context, request.Code))
        {
            door.Failed(context, null, "", "setup code");
            return Refusal.Problem(StatusCodes.Status403Forbidden, "the setup code is wrong; it is on the console of the server");
        }

        if ((NameRule.Complaint(request.Name) ?? PasswordRule.Complaint(request.Password, request.Name!)) is { } complaint) return Refusal.Problem(StatusCodes.Status400BadRequest, complaint);
        if (accounts.CreateFirst(request.Name!, vault.Hash(request.Password!)) is not { } account) return Refusal.Problem(StatusCodes.Status409Conflict, "there is an administrator already; sign in");
        audit.Record(account.Name, context.Address(), "setup.done", $"{account.Name} is the first administrator");
        return TypedResults.Ok(new SignInAnswer(door.Enter(context, account, "password")));
    }

    static Results<Ok<SignInAnswer>, ProblemHttpResult> ByPassword(SignInRequest request, HttpContext context, SignInDoor door) =>
        Waits(context, door) is { } wait ? wait : Answer(door.ByPassword(context, request.Name, request.Password));

    static Results<Ok<SignInAnswer>, ProblemHttpResult> ByCode(CodeRequest request, HttpContext context, SignInDoor door) =>
        Waits(context, door) is { } wait ? wait : Answer(door.ByCode(context, request.Code));

    static Results<Ok<SignInAnswer>, ProblemHttpResult> Accept(InvitationRequest request, HttpContext context, Invitations invitations, PasswordVault vault, SignInDoor door, AuditTrail audit)
    {
        if (Waits(context, door) is { } wait) return wait;
        if (invitations.Find(request.Token) is not { } account)
        {
            door.Failed(context, null, "", "invitation");
            return Refusal.Problem(StatusCodes.Status401Unauthorized, "this invitation has been used or is too old; ask for another");
        }

        if (PasswordRule.Complaint(request.Password, account.Name) is { } complaint) return Refusal.Problem(StatusCodes.Status400BadRequest, complaint);
        if (!invitations.Accept(request.Token!, vault.Hash(request.Password!))) return Refusal.Problem(StatusCodes.Status401Unauthorized, "this invitation has just been used");
        audit.Record(account.Name, context.Address(), "invitation.accepted");
        return TypedResults.Ok(new SignInAnswer(door.Enter(context, account, "password")));
    }

    static NoContent Leave(HttpContext context, SessionBook sessions)
    {
        sessions.End(context.User.UserId(), context.User.SessionId()!.Value);
        DoorCookies.Clear(context);
        context.Audit("sign-out.done");
        return TypedResults.NoContent();
    }

    internal static ProblemHttpResult? Waits(HttpContext context, SignInDoor door)
    {
        if (door.Wait(context) is not { } wait) return null;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Refusal.Problem(StatusCodes.Status429TooManyRequests, "too many wrong attempts from this address; wait a while");
    }

    internal static Results<Ok<SignInAnswer>, ProblemHttpResult> Answer(string? next) =>
        next is null ? Refusal.Problem(StatusCodes.Status401Unauthorized, Refused) : TypedResults.Ok(new SignInAnswer(next));
}
