using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>Managing people.</summary>
static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("", List).RequireRoleAtLeast(Role.Admin, Scope.Admin).WithName("listUsers");
        routes.MapPost("", Create).RequireRoleAtLeast(Role.Admin).RequireFreshSignIn().WithName("createUser");
        routes.MapPost("/{id:guid}/invitation", Invite).RequireRoleAtLeast(Role.Admin).RequireFreshSignIn().WithName("inviteUser");
        routes.MapPut("/{id:guid}/role", SetRole).RequireRoleAtLeast(Role.Admin).RequireFreshSignIn().WithName("setUserRole");
        routes.MapPut("/{id:guid}/disabled", SetDisabled).RequireRoleAtLeast(Role.Admin).WithName("setUserDisabled");
        routes.MapDelete("/{id:guid}", Delete).RequireRoleAtLeast(Role.Admin).RequireFreshSignIn().WithName("deleteUser");
    }

    static Ok<UserItem[]> List(AccountBook accounts) => TypedResults.Ok(accounts.All().Select(UserItem.Of).ToArray());

    static Results<Ok<InvitationAnswer>, ProblemHttpResult> Create(UserRequest request, HttpContext context, AccountBook accounts, Invitations invitations, AccountOptions options)
    {
        if (NameRule.Complaint(request.Name) is { } complaint) return Refusal.Problem(StatusCodes.Status400BadRequest, complaint);
        if (!Enum.IsDefined(request.Role)) return Refusal.Problem(StatusCodes.Status400BadRequest, "there is no such role");
        if (accounts.Create(request.Name!, request.Role) is not { } account) return Refusal.Problem(StatusCodes.Status409Conflict, "somebody has this name already");
        context.Audit("user.created", $"{account.Name} as {account.Role.Name()}");
        return TypedResults.Ok(Invitation(account, context, invitations, options));
    }

    static Results<Ok<InvitationAnswer>, ProblemHttpResult> Invite(Guid id, HttpContext context, AccountBook accounts, Invitations invitations, AccountOptions options)
    {
        if (accounts.Find(id) is not { } account) return Missing();
        if (account.Subject is not null) return Refusal.Problem(StatusCodes.Status409Conflict, "this account signs in through the single sign-on provider");
        if (id == context.User.UserId()) return Refusal.Problem(StatusCodes.Status409Conflict, "change your own password instead");
        var answer = Invitation(account, context, invitations, options);
        context.Audit("user.invited", account.Name);
        return TypedResults.Ok(answer);
    }

    static Results<NoContent, ProblemHttpResult> SetRole(Guid id, RoleRequest request, HttpContext context, AccountBook accounts, AccountChanges changes) =>
        Enum.IsDefined(request.Role) ? Change(context, accounts.Find(id), changes.SetRole(id, request.Role), "user.role", request.Role.Name())
            : Refusal.Problem(StatusCodes.Status400BadRequest, "there is no such role");

    static Results<NoContent, ProblemHttpResult> SetDisabled(Guid id, DisabledRequest request, HttpContext context, AccountBook accounts, AccountChanges changes) =>
        Change(context, accounts.Find(id), changes.SetDisabled(id, request.IsDisabled), request.IsDisabled ? "user.disabled" : "user.enabled", "");

    static Results<NoContent, ProblemHttpResult> Delete(Guid id, HttpContext context, AccountBook accounts, AccountChanges changes) =>
        Change(context, accounts.Find(id), changes.Delete(id), "user.deleted", "");

    static Results<NoContent, ProblemHttpResult> Change(HttpContext context, Account? before, AccountChange change, string action, string detail)
    {
        if (change == AccountChange.Missing || before is null) return Missing();
        if (change == AccountChange.LastAdmin) return Refusal.Problem(StatusCodes.Status409Conflict, "nobody else could administer then");
        context.Audit(action, detail.Length == 0 ? before.Name : $"{before.Name}: {before.Role.Name()} to {detail}");
        return TypedResults.NoContent();
    }

    // The secret stands after '#': browsers send that part to no server and write it into no log.
    static InvitationAnswer Invitation(Account account, HttpContext context, Invitations invitations, AccountOptions options)
    {
        var (token, expires) = invitations.Invite(account.Id)!.Value;
        var site = options.PublicAddress?.GetLeftPart(UriPartial.Authority) ?? $"{context.Request.Scheme}://{context.Request.Host}";
        return new InvitationAnswer(UserItem.Of(account with { Password = null, Totp = null, Passkeys = 0 }), $"{site}/invitation#{token}", expires);
    }

    static ProblemHttpResult Missing() => Refusal.Problem(StatusCodes.Status404NotFound, "there is no such user");
}
