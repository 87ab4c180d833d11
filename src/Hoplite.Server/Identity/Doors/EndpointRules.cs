using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;

namespace Hoplite.Server.Identity;

/// <summary>Says who may reach an endpoint.</summary>
public static class EndpointRules
{
    /// <summary>People with this role or a higher one, and tokens with that role and this scope.</summary>
    public static T RequireRoleAtLeast<T>(this T endpoint, Role role, Scope scope)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(Policies.Of(role), Policies.Of(scope));

    /// <summary>Who may look at responses and playbooks: people with any role, and tokens for reading incidents or for responding.</summary>
    public static T RequireSightOfResponses<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(Policies.Of(Role.Viewer), Policies.SeeResponses);

    /// <summary>People with this role or a higher one; no tokens.</summary>
    public static T RequireRoleAtLeast<T>(this T endpoint, Role role)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(Policies.Of(role), Policies.Session);

    /// <summary>Only people who have signed in a short while ago; for what a borrowed keyboard must not do.</summary>
    public static T RequireFreshSignIn<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(Policies.Fresh);
}
