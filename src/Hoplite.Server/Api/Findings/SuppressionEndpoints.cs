using Hoplite.Server.Api.Incidents;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Findings;

/// <summary>Decisions that certain findings need no attention: looked at beforehand, made with a reason and an end, undone.</summary>
static class SuppressionEndpoints
{
    const int MostSamples = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        var suppressions = api.MapGroup("/suppressions").WithTags("suppressions");
        suppressions.MapGet("", List).WithName("listSuppressions").WithSummary("All suppressions").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        suppressions.MapPost("/preview", Preview).WithName("previewSuppression").WithSummary("What it would have hidden").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        suppressions.MapPost("", Make).WithName("suppress").WithSummary("Suppress noise, or accept a risk").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        suppressions.MapDelete("/{id:guid}", Remove).WithName("removeSuppression").WithSummary("End it before its time").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
    }

    static IReadOnlyList<SuppressionRow> List(Platform platform)
    {
        var now = platform.Time.GetUtcNow();
        var titles = platform.Rules.Rules.Rules.Select(r => r.Info).Concat(platform.Rules.Rules.Correlations.Select(c => c.Info)).DistinctBy(i => i.Id).ToDictionary(i => i.Id, i => i.Title, StringComparer.Ordinal);
        return
        [
            .. platform.Suppressions.All().Select(k => new SuppressionRow(
                k.Suppression.Id, k.Suppression.Rule, k.Suppression.Rule is { } rule ? titles.GetValueOrDefault(rule) : null, [.. k.Suppression.Conditions.Select(c => new SuppressionTerm(c.Field, c.Op, c.Value))],
                k.Suppression.Kind, k.Suppression.Owner, k.Suppression.Reason, k.Created, k.Suppression.Expires, k.Removed is null && k.Suppression.Expires > now, k.Hidden)),
        ];
    }

    static SuppressionPreview Preview(Platform platform, SuppressionRequest request)
    {
        var effect = platform.Suppressions.Preview(request.Rule, Conditions(request));
        return new SuppressionPreview(
            effect.Days, effect.Looked, effect.Hidden.Count, effect.InConfirmed, effect.Emptied.Count, effect.Sentence, [.. effect.Hidden.Take(MostSamples).Select(FindingEndpoints.Row)]);
    }

    static ActionOutcome Make(Platform platform, HttpContext context, SuppressionRequest request)
    {
        var change = platform.Suppressions.Make(request.Rule, Conditions(request), request.Kind, request.Reason, request.Expires, context.Actor());
        platform.TellOf(change.Incidents);
        context.Audit("suppression.make", $"{request.Kind} {request.Rule} until {request.Expires:yyyy-MM-dd}: {request.Reason}");
        return new ActionOutcome(change.Changed, change.Token, change.Until);
    }

    static ActionOutcome Remove(Platform platform, HttpContext context, Guid id)
    {
        var change = platform.Suppressions.Remove(id, context.Actor());
        context.Audit("suppression.remove", id.ToString());
        return new ActionOutcome(change.Changed, change.Token, change.Until);
    }

    static SuppressionCondition[] Conditions(SuppressionRequest request) => [.. request.Conditions.Select(c => new SuppressionCondition(c.Field, c.Op, c.Value))];
}
