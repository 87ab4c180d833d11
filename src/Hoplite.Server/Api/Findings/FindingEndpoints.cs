using System.Text;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Findings;

/// <summary>The findings, down to the bytes of their events.</summary>
static class FindingEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var findings = api.MapGroup("/findings").WithTags("findings");
        findings.MapGet("", List).WithName("listFindings").WithSummary("Findings, the last found first").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        findings.MapGet("/groups", Groups).WithName("groupFindings").WithSummary("Findings by rule").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        findings.MapGet("/{id:guid}", Get).WithName("getFinding").WithSummary("A finding with its evidence").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
    }

    static FindingPage List(
        Platform platform, string? rule, string? level, string? host, Guid? incident, bool? suppressed, string? q, DateTimeOffset? from, DateTimeOffset? until, int? offset, int? limit)
    {
        var (items, total) = platform.Findings.List(new FindingFilter
        {
            Rule = string.IsNullOrEmpty(rule) ? null : rule, Level = LevelNames.Parse(level), Host = string.IsNullOrEmpty(host) ? null : host, Incident = incident, Suppressed = suppressed, Text = q, From = from, Until = until, Offset = offset ?? 0, Limit = limit ?? 200,
        });
        return new FindingPage([.. items.Select(Row)], total, platform.Time.GetUtcNow());
    }

    static IReadOnlyList<FindingGroup> Groups(Platform platform, DateTimeOffset? from, DateTimeOffset? until) =>
        [.. platform.Findings.ByRule(from, until).Select(g => new FindingGroup(g.Rule, g.Title, LevelNames.Of(g.Level), g.Count, g.Hosts, g.Last, g.Suppressed))];

    static Results<Ok<FindingDetail>, NotFound> Get(Platform platform, HttpContext context, Guid id)
    {
        if (platform.Findings.Find(id) is not { } kept) return TypedResults.NotFound();
        context.Audit("finding.read", id.ToString());
        var rule = kept.Finding.Rule;
        return TypedResults.Ok(new FindingDetail(
            Row(kept.Line), rule.Description, rule.Tags, rule.FalsePositives, [.. kept.Finding.Matched.Select(m => new FieldValue(m.Name, m.Value))], [.. kept.Finding.Events.Select(Event)]));
    }

    static EvidenceEvent Event(Telemetry.EventRecord record) => new(
        record.Time, record.Source.Path, record.Position, record.LogSource.ToString(), [.. record.Fields.Select(f => new FieldValue(f.Key, f.Value ?? ""))],
        record.Raw.IsEmpty ? null : Encoding.UTF8.GetString(record.Raw.Span));

    /// <summary>A finding as a line.</summary>
    internal static FindingRow Row(FindingLine f) => new(f.Id, f.Time, f.Found, f.Rule, f.Title, LevelNames.Of(f.Level), f.Host, f.User, f.Incident, f.Suppressed, f.Detail);
}
