using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Store.Cases;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Hunting;

/// <summary>The hunts that are kept.</summary>
static class HuntShelfEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var hunts = api.MapGroup("/hunts").WithTags("hunting");
        hunts.MapGet("", (HuntShelf shelf) => shelf.All().Select(h => Row(h.Hunt, h.Last)).ToArray()).WithName("listHunts").WithSummary("The hunts that are kept").RequireRoleAtLeast(Role.Viewer, Scope.ReadRules);
        hunts.MapPost("/{id}/run", Run).WithName("runHunt").WithSummary("Run one").Answers<HuntAnswer>().Produces(StatusCodes.Status404NotFound).RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
        hunts.MapGet("/{id}/sigma", Sigma).WithName("huntToSigma").WithSummary("The Sigma rule one can become").Answers<string>("application/yaml").Produces(StatusCodes.Status404NotFound).RequireRoleAtLeast(Role.Viewer, Scope.ReadRules);
        hunts.MapPost("/sigma", FromQuery).WithName("queryToSigma").WithSummary("The Sigma rule a query can become").Answers<string>("application/yaml").RequireRoleAtLeast(Role.Analyst, Scope.ReadRules);
    }

    static IResult Run(HuntShelf shelf, HttpContext context, string id, DateTimeOffset? from, DateTimeOffset? until) => shelf.Find(id) is not { } hunt
        ? TypedResults.NotFound()
        : HuntEndpoints.Answer(() =>
        {
            context.Audit("hunt.run", hunt.Title);
            return TypedResults.Ok(HuntEndpoints.Shown(shelf.Run(hunt, new HuntOptions { From = from, Until = until }, context.Actor(), context.RequestAborted)));
        });

    static IResult Sigma(HuntShelf shelf, Platform platform, string id) => shelf.Find(id) is not { } hunt
        ? TypedResults.NotFound()
        : HuntEndpoints.Answer(() => TypedResults.Text(HuntToSigma.Convert(hunt, DateOnly.FromDateTime(platform.Time.GetUtcNow().UtcDateTime)), "application/yaml"));

    static IResult FromQuery(Platform platform, HuntRequest request) => HuntEndpoints.Answer(() =>
    {
        var now = platform.Time.GetUtcNow();
        return TypedResults.Text(HuntToSigma.Convert(request.Query, "Made of a hunt", Guid.CreateVersion7(now), DateOnly.FromDateTime(now.UtcDateTime)), "application/yaml");
    });

    static HuntRow Row(Hunt hunt, HuntRun? last) => new(
        hunt.Id.ToString(), hunt.Title, hunt.Kind switch { HuntKind.Baseline => "baseline", HuntKind.ModelAssisted => "model-assisted", _ => "hypothesis" },
        hunt.Hypothesis, hunt.Techniques, hunt.Query, hunt.Schedule == "manual" ? null : hunt.Schedule, last?.Time, last is null or { Problem: not null } ? null : last.Rows, hunt.Disposition);
}
