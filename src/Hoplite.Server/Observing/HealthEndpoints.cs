using System.Net;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Observing;

/// <summary>What machines ask: is it alive, is it ready, how does it do.</summary>
static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app, Platform platform, ObserveOptions options)
    {
        app.Services.GetRequiredService<PlatformMeter>();
        app.MapGet("/healthz", () => TypedResults.Text("alive")).AllowAnonymous().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());
        app.MapGet("/readyz", () => IsReady(platform) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == "/metrics" && MayReadMetrics(context, options));
        app.MapGet("/api/v1/checkup", (Checkup checkup) => checkup.Run()).WithName("checkup").WithTags("overview").WithSummary("What works and what does not").RequireRoleAtLeast(Role.Viewer, Scope.ReadHealth);
    }

    // From this machine without signing in, when the configuration says so; a proxy here makes everybody look local.
    static bool MayReadMetrics(HttpContext context, ObserveOptions options) =>
        context.User.Role() is not null
        || (options.OpenMetrics && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For"));

    static bool IsReady(Platform platform) => platform.Supervisor.States is { Count: > 0 } states && states.Values.All(s => s.Reason is null);
}
