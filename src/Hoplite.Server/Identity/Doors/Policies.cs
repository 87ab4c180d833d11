using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Hoplite.Server.Identity.Doors;

/// <summary>One policy for each role and each scope, and a few for one's own account.</summary>
static class Policies
{
    /// <summary>The authentication scheme of sessions and tokens.</summary>
    public const string Scheme = "hoplite";

    /// <summary>Somebody in a session, even before a second factor is set up.</summary>
    public const string Enrolling = "enrolling";

    /// <summary>Somebody in a session.</summary>
    public const string Session = "session";

    /// <summary>Somebody who has just signed in, even before a second factor is set up.</summary>
    public const string Fresh = "fresh";

    /// <summary>Whoever may respond must see what there is to respond to.</summary>
    public const string SeeResponses = "see-responses";

    public static string Of(Role role) => "role:" + role.Name();

    public static string Of(Scope scope) => "scope:" + scope.Name();

    public static void Add(AuthorizationOptions authorization, AccountOptions options, TimeProvider time)
    {
        // An endpoint that says nothing is for people, and not for tokens.
        authorization.FallbackPolicy = authorization.DefaultPolicy = When(static c => c.SessionId() is not null && !c.MustEnroll());
        authorization.AddPolicy(Session, authorization.DefaultPolicy);
        authorization.AddPolicy(Enrolling, When(static c => c.SessionId() is not null));
        authorization.AddPolicy(Fresh, When(c => IsFresh(c, options, time)));
        authorization.AddPolicy(SeeResponses, When(static c => c.HasScope(Scope.ReadIncidents) || c.HasScope(Scope.Respond)));
        foreach (var role in Enum.GetValues<Role>()) authorization.AddPolicy(Of(role), When(c => c.Role() >= role && !c.MustEnroll()));
        foreach (var scope in ScopeNames.All) authorization.AddPolicy(Of(scope), When(c => c.HasScope(scope)));
    }

    public static bool IsFresh(ClaimsPrincipal caller, AccountOptions options, TimeProvider time) => caller.SignedIn() is { } since && time.GetUtcNow() - since < options.FreshFor;

    static AuthorizationPolicy When(Func<ClaimsPrincipal, bool> holds) =>
        new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().RequireAssertion(context => holds(context.User)).Build();
}
