using Hoplite.Agents.Hunting;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Hunting;

/// <summary>A question in plain words.</summary>
/// <param name="Question">The question.</param>
/// <param name="From">Events before this are left out; by the question itself when null.</param>
/// <param name="Until">Events from this on are left out; now when null.</param>
public sealed record AskRequest(string Question, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>Questions in plain words: first the plan is shown, then it is run when a person says so.</summary>
static class AskEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var ask = api.MapGroup("/hunts/ask").WithTags("hunting");
        ask.MapPost("", Plan).WithName("askHunt").WithSummary("Turn a question into a plan, which is shown and not run").RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
        ask.MapGet("/{id:guid}", Get).WithName("getAskedHunt").WithSummary("What a plan has found so far").RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
        ask.MapPost("/{id:guid}/run", Run).WithName("runAskedHunt").WithSummary("Run a plan").RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
    }

    static async Task<Ok<HuntPlan>> Plan(AgentRoom room, HttpContext context, AskRequest request)
    {
        var plan = await room.Plans.PlanAsync(request.Question ?? "", request.From, request.Until, context.RequestAborted).ConfigureAwait(false);
        context.Audit("hunt.ask", $"{plan.Id} {plan.Question}");
        return TypedResults.Ok(plan);
    }

    static Results<Ok<HuntReport>, NotFound> Get(AgentRoom room, Guid id) => room.Plans.Find(id) is { } report ? TypedResults.Ok(report) : TypedResults.NotFound();

    static Results<Ok<HuntReport>, NotFound> Run(AgentRoom room, HttpContext context, Guid id)
    {
        if (room.Plans.Find(id) is null) return TypedResults.NotFound();
        context.Audit("hunt.ask.run", id.ToString());
        room.BeginPlan(id);
        return room.Plans.Find(id) is { } report ? TypedResults.Ok(report) : TypedResults.NotFound();
    }
}
