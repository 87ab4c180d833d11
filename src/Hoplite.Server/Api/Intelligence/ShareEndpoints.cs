using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
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
    public static void Map(IEndpointRouteBuilder api)
    {
        var share = api.MapGroup("/intelligence/incidents/{id:guid}/share").WithTags("intelligence");
        share.MapGet("", Preview).WithName("previewShare").WithSummary("What would leave of an incident").RequireRoleAtLeast(Role.Analyst, Scope.ReadIncidents);
        share.MapPost("", ShareAsync).WithName("shareIncident").WithSummary("Share the chosen objects of an incident with the community").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
    }

    static Results<Ok<SharePreview>, NotFound> Preview(IncidentShares shares, Platform platform, HttpContext context, Guid id)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        context.Audit("intelligence.share.preview", $"#{incident.Number}");
        return TypedResults.Ok(new SharePreview([.. shares.Of(incident).Select(o => new ShareObject((string)o.Node["id"]!, (string)o.Node["type"]!, o.Summary, o.Node.ToJsonString()))]));
    }

    static async Task<Results<Ok<ShareAnswer>, NotFound, ProblemHttpResult>> ShareAsync(IncidentShares shares, IntelligenceRoom room, Platform platform, HttpContext context, Guid id, ShareRequest request)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        if (room.Community is not { } community) return TypedResults.Problem("this node belongs to no community; set intelligence: community first", statusCode: StatusCodes.Status409Conflict);
        var level = TlpWords.Read(request.Tlp);
        if (level >= Tlp.AmberStrict && string.IsNullOrEmpty(request.Group)) throw new ArgumentException("AMBER+STRICT and RED go to the members of a group only; name the group");
        var wanted = request.Objects.ToHashSet(StringComparer.Ordinal);
        var chosen = shares.Of(incident).Where(o => wanted.Contains((string)o.Node["id"]!)).ToArray();
        if (wanted.Count == 0 || chosen.Length < wanted.Count) throw new ArgumentException("choose from the objects that the preview lists");
        var leaving = chosen.Where(shares.MayTell).Select(o => Marked(o.Node, level, request.Group)).ToArray();
        var sent = await community.Node.PublishAsync(leaving, context.RequestAborted).ConfigureAwait(false);
        context.Audit("intelligence.share", $"#{incident.Number}: {sent.Count} objects, TLP:{TlpWords.Of(level)}{(string.IsNullOrEmpty(request.Group) ? "" : " to " + request.Group)}");
        return TypedResults.Ok(new ShareAnswer(sent.Count));
    }

    static JsonObject Marked(JsonObject node, Tlp level, string? group)
    {
        node["object_marking_refs"] = new JsonArray(TlpMarkings.Id(level));
        if (!string.IsNullOrEmpty(group)) node[SignedObject.GroupProperty] = group;
        return node;
    }
}
