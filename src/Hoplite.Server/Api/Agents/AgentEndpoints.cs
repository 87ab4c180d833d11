using Hoplite.Agents.Working;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Agents;

/// <summary>What the agents found.</summary>
static class AgentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("agents");
        agents.MapGet("/runs", List).WithName("listAgentRuns").WithSummary("Incidents that were looked into, the newest first").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        agents.MapGet("/runs/{id:guid}", Get).WithName("getAgentRun").WithSummary("The whole report of a run").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        api.MapGet("/incidents/{id:guid}/investigation", OfIncident).WithName("getInvestigation").WithTags("agents").WithSummary("What came of looking into an incident").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        api.MapPost("/incidents/{id:guid}/investigate", Again).WithName("investigate").WithTags("agents").WithSummary("Look into an incident again now").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
    }

    static AgentRunPage List(AgentRoom room, Platform platform, Guid? incident, string? verdict, bool? newestOnly, int? offset, int? limit)
    {
        var (items, total) = room.Investigations.List(new InvestigationFilter { Incident = incident, Verdict = string.IsNullOrEmpty(verdict) ? null : verdict, NewestOnly = newestOnly ?? false, Offset = offset ?? 0, Limit = limit ?? 100 });
        return new AgentRunPage([.. items.Select(r => Row(platform, r))], total, room.Loop.Waiting, platform.Time.GetUtcNow());
    }

    static Results<Ok<InvestigationReport>, NotFound> Get(AgentRoom room, HttpContext context, Guid id)
    {
        if (room.Investigations.Report(id) is not { } report) return TypedResults.NotFound();
        context.Audit("investigation.read", id.ToString());
        return TypedResults.Ok(InvestigationJson.Read(report));
    }

    static Results<Ok<IncidentInvestigation>, NotFound> OfIncident(AgentRoom room, Platform platform, HttpContext context, Guid id)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        var runs = room.Investigations.List(new InvestigationFilter { Incident = incident.Id, Limit = 50 }).Items;
        var report = runs is [var newest, ..] ? room.Investigations.Report(newest.Id) : null;
        context.Audit("investigation.read", $"#{incident.Number}");
        return TypedResults.Ok(new IncidentInvestigation(report is null ? null : InvestigationJson.Read(report), [.. runs.Select(r => Row(platform, r))]));
    }

    static Results<Ok<InvestigateAnswer>, NotFound> Again(AgentRoom room, Platform platform, HttpContext context, Guid id)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        context.Audit("investigation.again", $"#{incident.Number}");
        room.Loop.PutAtOnce(incident);
        return TypedResults.Ok(new InvestigateAnswer(room.Loop.Waiting));
    }

    static AgentRunRow Row(Platform platform, InvestigationRun r)
    {
        var incident = platform.Incidents.Find(r.Incident);
        return new AgentRunRow(
            r.Id, r.Incident, incident?.Number, incident?.Title ?? "", r.Started, r.Elapsed.TotalMilliseconds, r.Verdict, r.Confidence, r.Source, LevelNames.Of(r.Severity), r.Findings, r.Tokens, r.Calls, r.Proposals, r.NeedsApproval);
    }
}
