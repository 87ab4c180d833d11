using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>The own sessions.</summary>
static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sessions", List).RequireAuthorization(Policies.Session).WithName("listSessions");
        routes.MapDelete("/sessions/{id:guid}", End).RequireAuthorization(Policies.Session).WithName("endSession");
        routes.MapDelete("/sessions", EndOthers).RequireAuthorization(Policies.Session).WithName("endOtherSessions");
    }

    static Ok<SessionItem[]> List(HttpContext context, SessionBook sessions) =>
        TypedResults.Ok(sessions.Of(context.User.UserId()).Select(s => SessionItem.Of(s, context.User.SessionId())).ToArray());

    static Results<NoContent, ProblemHttpResult> End(Guid id, HttpContext context, SessionBook sessions)
    {
        if (!sessions.End(context.User.UserId(), id)) return Refusal.Problem(StatusCodes.Status404NotFound, "there is no such session");
        context.Audit("session.ended", id.ToString());
        return TypedResults.NoContent();
    }

    static NoContent EndOthers(HttpContext context, SessionBook sessions)
    {
        sessions.EndAll(context.User.UserId(), context.User.SessionId());
        context.Audit("session.ended", "all others");
        return TypedResults.NoContent();
    }
}
