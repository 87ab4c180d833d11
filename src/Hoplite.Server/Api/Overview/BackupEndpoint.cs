using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Overview;

/// <summary>A backup made while the platform works.</summary>
static class BackupEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/backup", async (Platform platform, PlatformLedger ledger, HttpContext context) =>
    {
        context.Audit("backup");
        var path = Path.Combine(platform.Data, $"backup-{Guid.NewGuid():N}.tmp");
        await Backup.WriteAsync(platform, ledger, path, context.RequestAborted).ConfigureAwait(false);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.DeleteOnClose);
        return TypedResults.Stream(stream, "application/zstd", $"hoplite-{platform.Time.GetUtcNow():yyyy-MM-dd}.tar.zst");
    }).WithName("backUp").WithTags("operations").WithSummary("Everything that is kept, as one file").RequireRoleAtLeast(Role.Admin, Scope.Admin);
}
