using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Oidc;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Identity.Api;

/// <summary>Everything about people and tokens under <c>/api/v1</c>.</summary>
public static class IdentityEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("identity").WithMetadata(new SmallBody());
        SessionEndpoint.Map(group);
        var identity = group.MapGroup("/identity");
        SignInEndpoints.Map(identity);
        PasskeySignIn.Map(identity);
        PasswordEndpoints.Map(identity.MapGroup("/me"));
        TotpEndpoints.Map(identity.MapGroup("/me"));
        PasskeyEndpoints.Map(identity.MapGroup("/me"));
        SessionEndpoints.Map(identity.MapGroup("/me"));
        UserEndpoints.Map(identity.MapGroup("/users"));
        TokenEndpoints.Map(identity.MapGroup("/tokens"));
        AuditEndpoints.Map(identity.MapGroup("/audit"));
        if (routes.ServiceProvider.GetRequiredService<AccountOptions>().Oidc is not null)
            routes.MapGet(OidcSignIn.Start, static () => TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [OidcSignIn.Scheme])).Open("startOidc").WithTags("identity");
    }

    /// <summary>An endpoint for people who have not signed in; slowed down by address.</summary>
    internal static RouteHandlerBuilder Open(this RouteHandlerBuilder endpoint, string name) =>
        endpoint.AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).WithName(name).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);

    sealed record SmallBody : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => 64 * 1024;
    }
}
