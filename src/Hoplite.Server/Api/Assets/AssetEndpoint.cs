using DuckDB.NET.Data;
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
        return new AssetPage([.. Hosts(platform, since, until ?? now.AddDays(1)).Select(h => h with { OpenIncidents = open.GetValueOrDefault(Short(h.Name)), Findings = findings.GetValueOrDefault(Short(h.Name)) })
            .OrderByDescending(h => h.OpenIncidents).ThenByDescending(h => h.Findings).ThenByDescending(h => h.Events)], now);
    }

    static List<AssetRow> Hosts(Platform platform, DateTimeOffset from, DateTimeOffset until)
    {
        using var connection = platform.Events.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT lower(host) AS name, min(received), max(received), count(*),
              list_slice(list(DISTINCT "user") FILTER (WHERE "user" IS NOT NULL), 1, 8),
              list_slice(list(DISTINCT concat_ws(' ', product, category, service)), 1, 12)
            FROM events WHERE received >= $1 AND received < $2 AND host IS NOT NULL GROUP BY name ORDER BY count(*) DESC LIMIT {Most}
            """;
        command.Parameters.Add(new DuckDBParameter(from.UtcDateTime));
        command.Parameters.Add(new DuckDBParameter(until.UtcDateTime));
        using var reader = command.ExecuteReader();
        var rows = new List<AssetRow>();
        while (reader.Read())
        {
            var kinds = Texts(reader, 5);
            rows.Add(new AssetRow(reader.GetString(0), RoleOf(kinds), At(reader.GetDateTime(1)), At(reader.GetDateTime(2)), reader.GetInt64(3), Texts(reader, 4), kinds, 0, 0));
        }

        return rows;
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

    static string[] Texts(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? [] : [.. ((System.Collections.IEnumerable)reader.GetValue(column)).Cast<object?>().Select(v => v?.ToString() ?? "")];

    static DateTimeOffset At(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
