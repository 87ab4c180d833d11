using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>Tokens for programs: everybody manages their own, administrators see and revoke all.</summary>
static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("", List).RequireRoleAtLeast(Role.Viewer).WithName("listTokens");
        routes.MapPost("", Create).RequireRoleAtLeast(Role.Viewer).RequireFreshSignIn().WithName("createToken");
        routes.MapDelete("/{id:guid}", Revoke).RequireRoleAtLeast(Role.Viewer).WithName("revokeToken");
    }

    static Ok<TokenItem[]> List(HttpContext context, TokenBook tokens, AccountBook accounts)
    {
        var names = accounts.All().ToDictionary(a => a.Id, a => a.Name);
        return TypedResults.Ok(tokens.All(Whose(context)).Select(t => TokenItem.Of(t, names.GetValueOrDefault(t.User, ""))).ToArray());
    }

    static Results<Ok<TokenAnswer>, ProblemHttpResult> Create(TokenRequest request, HttpContext context, TokenBook tokens, AccountOptions options)
    {
        var own = context.User.Role()!.Value;
        var role = request.Role ?? own;
        if (Complaint(request, role, own, options) is { } complaint) return Refusal.Problem(StatusCodes.Status400BadRequest, complaint);
        var (secret, token) = tokens.Create(request.Name!, context.User.UserId(), role, request.Scopes!, TimeSpan.FromDays(request.Days));
        context.Audit("token.created", $"{token.Name} as {role.Name()} for {string.Join(' ', token.Scopes.Select(s => s.Name()))} until {token.Expires:yyyy-MM-dd}");
        return TypedResults.Ok(new TokenAnswer(secret, TokenItem.Of(token, context.User.Identity!.Name!)));
    }

    static Results<NoContent, ProblemHttpResult> Revoke(Guid id, HttpContext context, TokenBook tokens)
    {
        if (tokens.All(Whose(context)).FirstOrDefault(t => t.Id == id) is not { } token || !tokens.Revoke(id, Whose(context))) return Refusal.Problem(StatusCodes.Status404NotFound, "there is no such token");
        context.Audit("token.revoked", token.Name);
        return TypedResults.NoContent();
    }

    static string? Complaint(TokenRequest request, Role role, Role own, AccountOptions options) => request switch
    {
        { Name: not { Length: > 0 and <= 60 } } => "the token needs a name of at most 60 characters",
        { Scopes: not { Count: > 0 } } => "the token needs a scope",
        _ when request.Scopes.Any(s => !Enum.IsDefined(s)) => "there is no such scope",
        _ when role > own || !Enum.IsDefined(role) => "a token may not do more than you",
        _ when request.Scopes.Contains(Scope.Admin) && role < Role.Admin => "the scope admin needs the role admin",
        _ when request.Days < 1 || request.Days > options.LongestToken.TotalDays => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a token lasts 1 to {(int)options.LongestToken.TotalDays} days"),
        _ => null,
    };

    static Guid? Whose(HttpContext context) => context.User.Role() == Role.Admin ? null : context.User.UserId();
}
