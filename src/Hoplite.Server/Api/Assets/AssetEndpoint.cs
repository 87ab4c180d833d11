using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Assets;

/// <summary>The machines as the events show them.</summary>
static class AssetEndpoint
{
    const int Most = 5_000;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/assets", List).WithName("listAssets").WithTags("assets").WithSummary("The machines as the events show them").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);

    static AssetPage List(Platform platform, DateTimeOffset? from, DateTimeOffset? until)
    {
        var now = platform.Time.GetUtcNow();
        var since = from ?? now.AddDays(-7);
        var open = platform.Incidents.List(new IncidentFilter { State = "open", Limit = 1000 }).Items.SelectMany(i => i.Hosts.Distinct()).CountBy(h => h).ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);
        var findings = platform.Findings.ByHost(since, until);
        return new AssetPage([.. platform.Census.Hosts(since, until ?? now.AddDays(1), Most)
            .Select(h => new AssetRow(h.Name, RoleOf(h.Kinds), h.First, h.Last, h.Events, h.Users, h.Kinds, open.GetValueOrDefault(Short(h.Name)), findings.GetValueOrDefault(Short(h.Name))))
            .OrderByDescending(h => h.OpenIncidents).ThenByDescending(h => h.Findings).ThenByDescending(h => h.Events)], now);
    }

    // Only what its own reports prove; a guess would be taken for knowledge.
    static string? RoleOf(IReadOnlyList<string> kinds)
    {
        bool Has(string word) => kinds.Any(k => k.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (Has("dns-server") || Has("directory-service")) return "domain controller or DNS server";
        if (Has("webserver") || Has("apache") || Has("nginx") || Has("iis")) return "web server";
        if (Has("zeek") || Has("suricata")) return "network sensor";
        if (Has("windows")) return "Windows machine";
        return Has("linux") ? "Linux machine" : null;
    }

    static string Short(string host) => host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && !System.Net.IPAddress.TryParse(host, out _) ? host[..dot] : host;
}
