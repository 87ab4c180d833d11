using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Tracing;

/// <summary>A test event and its way.</summary>
static class TraceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var trace = api.MapGroup("/trace").WithTags("trace");
        trace.MapPost("", async (Tracer tracer, HttpContext context) =>
        {
            context.Audit("trace.send");
            return await tracer.SendAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        }).WithName("sendTestEvent").WithSummary("Send a test event").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        trace.MapGet("/{id:guid}", Results<Ok<TraceAnswer>, NotFound> (Tracer tracer, Guid id) => tracer.Find(id) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound())
            .WithName("traceTestEvent").WithSummary("How far it has come").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
    }
}
