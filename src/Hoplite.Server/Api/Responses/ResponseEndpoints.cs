using Hoplite.Agents.Working;
using Hoplite.Response.Broking;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Responses;

/// <summary>What is in effect, what was, and how to end it.</summary>
static class ResponseEndpoints
{
    const int MostShown = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var responses = api.MapGroup("/responses").WithTags("responses");
        responses.MapGet("", Board).WithName("getResponses").WithSummary("What waits for people, and what is in effect").RequireSightOfResponses();
        responses.MapGet("/history", History).WithName("getResponseHistory").WithSummary("The newest actions, and what came of proposals").RequireSightOfResponses();
        responses.MapGet("/{id:guid}", Get).WithName("getResponse").WithSummary("One action").RequireSightOfResponses();
        responses.MapPost("/{id:guid}/revert", RevertAsync).WithName("revertResponse").WithSummary("Take an action back now").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        responses.MapPost("/panic", PanicAsync).WithName("stopAllResponses").WithSummary("Stop all actions and take back everything that is in effect").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        responses.MapPost("/resume", Resume).WithName("resumeResponses").WithSummary("Let actions happen again").RequireRoleAtLeast(Role.Admin);
    }

    static ResponseBoard Board(ResponseRoom room, Platform platform) => new(
        [.. room.Inbox.Questions().Select(q => ResponseRows.Of(q, platform))], [.. room.Broker.Book.Live.OrderBy(r => r.Expires).Select(r => ResponseRows.Of(r, platform))],
        room.Broker.Book.Stopped is { } stopped ? new StoppedState(stopped.Who, stopped.Since) : null, [.. room.Broker.Responders.Select(ResponseRows.Of)], platform.Time.GetUtcNow());

    static ResponseHistory History(ResponseRoom room, Platform platform, Guid? incident, int? limit)
    {
        var most = Math.Clamp(limit ?? 100, 1, MostShown);
        var runs = incident is { } id ? room.Broker.Book.Of(id) : room.Broker.Book.Newest(most);
        return new ResponseHistory([.. runs.Take(most).Select(r => ResponseRows.Of(r, platform))], [.. room.Book.Newest(most).Where(p => incident is null || p.Request.Action.Incident == incident).Select(ResponseRows.Of)]);
    }

    static Results<Ok<ResponseRow>, NotFound> Get(ResponseRoom room, Platform platform, Guid id) =>
        room.Broker.Book.Find(id) is { } run ? TypedResults.Ok(ResponseRows.Of(run, platform)) : TypedResults.NotFound();

    static async Task<Results<Ok<ResponseRow>, NotFound, ProblemHttpResult>> RevertAsync(ResponseRoom room, Platform platform, HttpContext context, Guid id, RevertRequest request)
    {
        if (room.Broker.Book.Find(id) is not { } run) return TypedResults.NotFound();
        context.Audit("response.revert", $"{run.Action.Traits.Name} {run.Action.Target.Text}");
        return await room.Broker.RevertAsync(id, context.Actor(), request.IsMistake).ConfigureAwait(false) is { } ended
            ? TypedResults.Ok(ResponseRows.Of(ended, platform))
            : TypedResults.Problem($"it is not in effect: {InvestigationJson.Word(run.State)}", statusCode: StatusCodes.Status409Conflict);
    }

    static async Task<Ok<PanicAnswer>> PanicAsync(ResponseRoom room, HttpContext context)
    {
        context.Audit("response.panic");
        var taken = await room.Broker.PanicAsync(context.Actor()).ConfigureAwait(false);
        return TypedResults.Ok(new PanicAnswer(taken, room.Broker.Book.Live.Count));
    }

    static NoContent Resume(ResponseRoom room, HttpContext context)
    {
        context.Audit("response.resume");
        room.Broker.Resume(context.Actor());
        return TypedResults.NoContent();
    }
}
