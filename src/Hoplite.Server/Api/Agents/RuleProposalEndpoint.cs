using Hoplite.Agents.RuleWriting;
using Hoplite.Agents.Working;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Agents;

/// <summary>A rule that somebody may take over by hand; nothing is enabled.</summary>
/// <param name="Yaml">The rule; text of the evidence stands in it only as quoted literals.</param>
/// <param name="OwnMatches">How many events of its incident it matches.</param>
/// <param name="OtherMatches">How many of the other events it matches.</param>
/// <param name="OtherEvents">How many other events it was tried on: those of the last findings that belong to other incidents or none.</param>
/// <param name="Outcome">What the gate says to software that would write it: <c>denied</c>.</param>
/// <param name="Reasons">The rules of the gate behind it, by name.</param>
public sealed record RuleProposalAnswer(string Yaml, int OwnMatches, long OtherMatches, long OtherEvents, string Outcome, IReadOnlyList<string> Reasons);

/// <summary>Proposes a rule from an incident, in the shadow.</summary>
static class RuleProposalEndpoint
{
    const int MostOthers = 5_000;

    static readonly TimeSpan Back = TimeSpan.FromDays(30);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/incidents/{id:guid}/rule", Propose).WithName("proposeRule").WithTags("agents").WithSummary("Propose a Sigma rule from an incident; it is only shown, never enabled").RequireRoleAtLeast(Role.Analyst);

    static Results<Ok<RuleProposalAnswer>, NotFound, ProblemHttpResult> Propose(AgentRoom room, Platform platform, HttpContext context, Guid id)
    {
        if (platform.Incidents.Find(id) is not { } state) return TypedResults.NotFound();
        context.Audit("incident.rule", $"#{state.Number}");
        var findings = platform.Findings.Of(id);
        var own = findings.SelectMany(f => f.Events).Select(EventId.Of).ToHashSet(StringComparer.Ordinal);
        var others = platform.Findings.Since(platform.Time.GetUtcNow() - Back, MostOthers).Select(f => f.Finding.Event).DistinctBy(EventId.Of, StringComparer.Ordinal).Where(e => !own.Contains(EventId.Of(e)));
        var incident = IncidentBuilder.Build(findings).MaxBy(i => i.Findings.Count);
        return incident is not null && new RuleWriter(FieldTrust.Default, room.Gate).Propose(incident with { Id = id, Severity = state.Severity }, others) is { } rule
            ? TypedResults.Ok(new RuleProposalAnswer(rule.Yaml, rule.OwnMatches, rule.OtherMatches, rule.OtherEvents, InvestigationJson.Word(rule.Decision.Outcome), rule.Decision.Reasons))
            : TypedResults.Problem("no event of this incident has fields that a rule could be made of", statusCode: StatusCodes.Status422UnprocessableEntity);
    }
}
