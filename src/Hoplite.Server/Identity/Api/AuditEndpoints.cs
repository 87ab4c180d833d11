using Hoplite.Server.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Identity.Api;

/// <summary>The audit trail.</summary>
static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("", List).RequireRoleAtLeast(Role.Admin, Scope.Admin).WithName("listAudit");
        routes.MapGet("/verify", Verify).RequireRoleAtLeast(Role.Admin, Scope.Admin).WithName("verifyAudit");
    }

    static Ok<IReadOnlyList<AuditEntry>> List(AuditTrail audit, string? actor = null, string? action = null, DateTimeOffset? since = null, DateTimeOffset? until = null, long? before = null, int limit = 100) =>
        TypedResults.Ok(audit.Find(new AuditFilter(actor, action, since, until, before, limit)));

    static Ok<AuditVerdict> Verify(AuditTrail audit) => TypedResults.Ok(audit.Verify());
}
