using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>The own password.</summary>
static class PasswordEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/password", Change).RequireFreshSignIn().RequireAuthorization(Policies.Session).RequireRateLimiting(RateLimits.SignIn).WithName("changePassword");

    static Results<NoContent, ProblemHttpResult> Change(PasswordRequest request, HttpContext context, AccountBook accounts, PasswordVault vault, SignInDoor door)
    {
        if (SignInEndpoints.Waits(context, door) is { } wait) return wait;
        var account = accounts.Find(context.User.UserId())!;
        if (account.Subject is not null) return Refusal.Problem(StatusCodes.Status409Conflict, "your password is kept by the single sign-on provider");
        if (account.Password is not null && !vault.Matches(account, request.Current, out _))
        {
            door.Failed(context, account, account.Name, "password, while changing it");
            return Refusal.Problem(StatusCodes.Status403Forbidden, "the current password is wrong");
        }

        if (PasswordRule.Complaint(request.Password, account.Name) is { } complaint) return Refusal.Problem(StatusCodes.Status400BadRequest, complaint);
        // All sessions end, this one too; the browser at hand gets a new one.
        accounts.SetPassword(account.Id, vault.Hash(request.Password!));
        context.Audit("password.changed");
        door.Enter(context, account, "password");
        return TypedResults.NoContent();
    }
}
