using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Reports;

/// <summary>Reports for people who do not look at the console.</summary>
static class ReportEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/reports/board.pdf", (BoardBrief brief, HttpContext context, int? days) =>
    {
        context.Audit("report.board");
        return TypedResults.File(brief.Make(Math.Clamp(days ?? 30, 1, 365)), "application/pdf", "security-brief.pdf");
    }).WithName("boardBrief").WithTags("reports").WithSummary("One page for those who decide").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
}
