using Hoplite.Incidents;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Incidents;

/// <summary>Hands an incident on to people and programs elsewhere, in the forms of the scan.</summary>
static class IncidentExport
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/incidents/{id:guid}/export", Export).WithName("exportIncident").WithTags("incidents").WithSummary("The incident as a file: html, json, jsonl, sarif or stix").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);

    static IResult Export(Platform platform, HttpContext context, Guid id, string? format)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        var (form, type) = (format ?? "json") switch
        {
            "html" => (ReportFormat.Html, "text/html"),
            "json" => (ReportFormat.Json, "application/json"),
            "jsonl" => (ReportFormat.Jsonl, "application/x-ndjson"),
            "sarif" => (ReportFormat.Sarif, "application/sarif+json"),
            "stix" => (ReportFormat.Stix, "application/stix+json"),
            _ => throw new ArgumentException("the format is html, json, jsonl, sarif or stix"),
        };
        context.Audit("incident.export", $"#{incident.Number} {form}");
        var findings = platform.Findings.Of(incident.Id);
        var rules = platform.Rules.Rules;
        var report = new ScanReport(
            [$"incident #{incident.Number}"], rules.Rules.Length + rules.Correlations.Length, 0, 0, 0, TimeSpan.Zero, findings,
            new Dictionary<Detection.Sigma.RuleInfo, long>(), IncidentBuilder.Build(findings), [], 0, []);
        var stream = new MemoryStream();
        ReportWriter.Write(report, form, [], stream);
        return TypedResults.File(stream.ToArray(), type, $"incident-{incident.Number}.{(form == ReportFormat.Stix ? "stix.json" : form.ToString().ToLowerInvariant())}");
    }
}
