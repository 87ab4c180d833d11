using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>Tells the community of an incident: what would leave is looked at first, and only what was chosen leaves.</summary>
static class ShareEndpoints
{
    const string Type = "application/stix+json";

    public static void Map(IEndpointRouteBuilder api)
    {
        var share = api.MapGroup("/intelligence/incidents/{id:guid}").WithTags("intelligence");
        share.MapGet("/share", Preview).WithName("previewShare").WithSummary("What would leave of an incident").RequireRoleAtLeast(Role.Analyst, Scope.ReadIncidents);
        share.MapPost("/share", ShareAsync).WithName("shareIncident").WithSummary("Share the chosen objects of an incident with the community").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        share.MapPost("/bundle", Bundle).WithName("bundleIncident").WithSummary("The chosen objects of an incident as a file, STIX 2.1; all of them when none is named")
            .Produces<object>(StatusCodes.Status200OK, Type).RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
    }

    static Results<Ok<SharePreview>, NotFound> Preview(IncidentShares shares, Platform platform, HttpContext context, Guid id)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        context.Audit("intelligence.share.preview", $"#{incident.Number}");
        return TypedResults.Ok(new SharePreview([.. shares.Of(incident, Tlp.Amber, null).Select(o => new ShareObject(o.Id, o.Type, o.Summary, o.Node.ToJsonString()))]));
    }

    static async Task<Results<Ok<ShareAnswer>, NotFound, ProblemHttpResult>> ShareAsync(IncidentShares shares, IntelligenceRoom room, Platform platform, HttpContext context, Guid id, ShareRequest request)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        if (room.Community is not { } community) return TypedResults.Problem("this node belongs to no community; set intelligence: community first", statusCode: StatusCodes.Status409Conflict);
        var level = TlpWords.Read(request.Tlp);
        if (level >= Tlp.AmberStrict && string.IsNullOrEmpty(request.Group)) throw new ArgumentException("AMBER+STRICT and RED go to the members of a group only; name the group");
        if (request.Objects.Count == 0) throw new ArgumentException("choose from the objects that the preview lists");
        var chosen = Chosen(shares.Of(incident, level, request.Group), request.Objects);
        var sent = await community.Node.PublishAsync([.. chosen.Select(shares.Leaving)], context.RequestAborted).ConfigureAwait(false);
        context.Audit("intelligence.share", $"#{incident.Number}: {sent.Count} objects, TLP:{TlpWords.Of(level)}{(string.IsNullOrEmpty(request.Group) ? "" : " to " + request.Group)}");
        return TypedResults.Ok(new ShareAnswer(sent.Count));
    }

    static Results<FileContentHttpResult, NotFound> Bundle(IncidentShares shares, Platform platform, HttpContext context, Guid id, BundleRequest request)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        var level = TlpWords.Read(request.Tlp);
        var drafts = shares.Of(incident, level, null);
        var chosen = request.Objects is { } wanted ? Chosen(drafts, wanted) : drafts;
        context.Audit("intelligence.share.file", $"#{incident.Number}: {chosen.Count} objects, TLP:{TlpWords.Of(level)}");
        return TypedResults.File(shares.File(chosen, level), Type, $"incident-{incident.Number}.stix.json");
    }

    static IReadOnlyList<ShareDraft> Chosen(IReadOnlyList<ShareDraft> drafts, IReadOnlyList<string> objects)
    {
        var wanted = objects.ToHashSet(StringComparer.Ordinal);
        if (!wanted.IsSubsetOf(drafts.Select(d => d.Id))) throw new ArgumentException("choose from the objects that the preview lists");
        return ShareDraft.Choose(drafts, wanted);
    }
}
