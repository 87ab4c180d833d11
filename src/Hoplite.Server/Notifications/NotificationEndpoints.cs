using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Notifications;

/// <summary>How the channels are doing, and a way to try one.</summary>
public static class NotificationEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/notifications").WithTags("notifications");
        group.MapGet("/channels", List).RequireRoleAtLeast(Role.Admin, Scope.ReadHealth).WithName("listChannels");
        group.MapPost("/channels/{name}/test", TestAsync).RequireRoleAtLeast(Role.Admin).WithName("testChannel");
    }

    static Ok<IReadOnlyList<ChannelHealth>> List(NotificationLoop loop) => TypedResults.Ok(loop.Health);

    static async Task<Results<NoContent, ProblemHttpResult>> TestAsync(string name, HttpContext context, NotificationLoop loop)
    {
        try
        {
            if (!await loop.TestAsync(name, context.RequestAborted).ConfigureAwait(false)) return Refusal.Problem(StatusCodes.Status404NotFound, "there is no such channel");
        }
        catch (Exception problem) when (!context.RequestAborted.IsCancellationRequested)
        {
            return Refusal.Problem(StatusCodes.Status502BadGateway, PlainLine.Of(problem.Message));
        }

        context.Audit("channel.tested", name);
        return TypedResults.NoContent();
    }
}
