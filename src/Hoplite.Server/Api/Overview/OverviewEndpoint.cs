using Hoplite.Detection.Sigma;
using Hoplite.Server.Api.Incidents;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Overview;

/// <summary>How things stand, on one page.</summary>
static class OverviewEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/overview", Get).WithName("getOverview").WithTags("overview").WithSummary("How things stand").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);

    static OverviewAnswer Get(Platform platform, Checkup checkup, EventFigures events)
    {
        var now = platform.Time.GetUtcNow();
        var week = now.AddDays(-7);
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var unclaimed = platform.Figures.Unclaimed();
        var perMinute = PerMinute(platform, now);
        return new OverviewAnswer(
            now, events.PerSecond(), events.Since(today), perMinute, platform.Figures.Findings(today),
            [.. platform.Figures.Open().Select(o => new SeverityCount(LevelNames.Of(o.Severity), o.Count))],
            unclaimed.Count, unclaimed.Count(u => IncidentState.DueOf(u.Severity, u.Created) < now),
            platform.Figures.ToDetect(week)?.TotalMinutes, platform.Figures.ToClose(now.AddDays(-30))?.TotalMinutes,
            [
                new FunnelStep("events", events.Since(week)), new FunnelStep("findings", platform.Figures.Findings(week)),
                new FunnelStep("incidents", platform.Figures.Incidents(week)), new FunnelStep("confirmed", platform.Figures.Confirmed(week)),
            ],
            checkup.Run(),
            [.. platform.Findings.ByRule(week, null).Take(5).Select(g => new NoisyRule(g.Rule, g.Title, g.Count))],
            [.. platform.Incidents.List(new IncidentFilter { Sort = "updated", Limit = 8 }).Items.Select(IncidentEndpoints.Row)],
            platform.Lag().TotalSeconds);
    }

    static int[] PerMinute(Platform platform, DateTimeOffset now)
    {
        var sum = new int[60];
        foreach (var source in platform.Sources.All)
        {
            var counts = platform.Sources.HealthOf(source.Id).PerMinute(now);
            for (var i = 0; i < sum.Length; i++) sum[i] += counts[i];
        }

        return sum;
    }
}
