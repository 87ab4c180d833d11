using Hoplite.Detection.Rules;
using Hoplite.Incidents.Attack;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Detections;

/// <summary>The rules: whether they can match here, how they did, and what of ATT&amp;CK they cover.</summary>
static class DetectionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var detections = api.MapGroup("/detections").WithTags("detections");
        detections.MapGet("", List).WithName("listDetections").WithSummary("The rules and how they do here").RequireRoleAtLeast(Role.Viewer, Scope.ReadRules);
        detections.MapGet("/coverage", Coverage).WithName("getCoverage").WithSummary("What of ATT&CK they cover").RequireRoleAtLeast(Role.Viewer, Scope.ReadRules);
        detections.MapGet("/{id}", Get).WithName("getDetection").WithSummary("A rule whole").RequireRoleAtLeast(Role.Viewer, Scope.ReadRules);
    }

    static DetectionPage List(Platform platform, DetectionRows rows) =>
        new(rows.All(), platform.Rules.Loaded, [.. platform.Rules.Rules.Rejections.Select(r => $"{r.Title ?? r.Path}: {r.Reason}")]);

    static Results<Ok<DetectionDetail>, NotFound> Get(Platform platform, DetectionRows rows, string id)
    {
        if (rows.All().FirstOrDefault(r => r.Id == id) is not { } row) return TypedResults.NotFound();
        var info = platform.Rules.Rules.Rules.Select(r => r.Info).Concat(platform.Rules.Rules.Correlations.Select(c => c.Info)).First(i => i.Id == id);
        return TypedResults.Ok(new DetectionDetail(row, info.Description, info.Author, info.FalsePositives, Text(info.Path)));
    }

    static CoverageMatrix Coverage(DetectionRows rows)
    {
        var all = rows.All();
        var cells = (
            from tactic in AttackTable.Tactics
            from technique in all.SelectMany(r => r.Techniques.Distinct().Select(t => (Technique: t, Rule: r))).GroupBy(p => p.Technique)
            let known = AttackTable.Techniques.GetValueOrDefault(technique.Key)
            where known?.Tactics.Contains(tactic.ShortName) == true
            orderby tactic.Order, technique.Key
            select new TechniqueCell(
                tactic.ShortName, technique.Key, known.Name, technique.Count(), technique.Count(p => p.Rule.State == "can-fire"), technique.Sum(p => p.Rule.Findings))).ToArray();
        return new CoverageMatrix(
            [.. AttackTable.Tactics.Select(t => new TacticColumn(t.ShortName, t.Name))], cells,
            cells.Select(c => c.Technique).Distinct().Count(), cells.Where(c => c.Executable > 0).Select(c => c.Technique).Distinct().Count());
    }

    static string Text(string path)
    {
        if (path.StartsWith("starter/", StringComparison.Ordinal))
            return RuleLibrary.Starter().Where(f => f.Path == path).Select(f => System.Text.Encoding.UTF8.GetString(f.Bytes.Span)).FirstOrDefault("");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
