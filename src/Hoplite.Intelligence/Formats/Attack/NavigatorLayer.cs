using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Formats.Attack;

/// <summary>A technique on a layer.</summary>
/// <param name="Id">Its number, such as <c>T1059.001</c>.</param>
/// <param name="Score">How much of it there is; null for none given.</param>
/// <param name="Comment">Words about it.</param>
public sealed record LayerTechnique(string Id, double? Score = null, string? Comment = null);

/// <summary>Layers for the ATT&amp;CK navigator, in version 4.5 of their format.</summary>
public static class NavigatorLayer
{
    /// <summary>A layer; of techniques named twice the scores are added up and the comments joined.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="techniques">The techniques; what is no number of a technique is left out.</param>
    /// <param name="description">What it shows.</param>
    /// <param name="domain">The matrix: <c>enterprise-attack</c>, <c>mobile-attack</c> or <c>ics-attack</c>.</param>
    public static JsonObject Of(string name, IEnumerable<LayerTechnique> techniques, string description = "", string domain = "enterprise-attack")
    {
        var shown = techniques.Where(t => TechniqueUse.IsTechnique(t.Id)).GroupBy(t => t.Id.ToUpperInvariant(), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Id: g.Key, Score: g.Sum(t => t.Score ?? 0), HasScore: g.Any(t => t.Score is not null), Comment: string.Join("; ", g.Select(t => t.Comment).OfType<string>().Distinct(StringComparer.Ordinal)))).ToArray();
        var most = shown.Select(t => t.Score).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return new JsonObject
        {
            ["name"] = name, ["versions"] = new JsonObject { ["layer"] = "4.5", ["navigator"] = "5.1.0" }, ["domain"] = domain, ["description"] = description, ["sorting"] = 3,
            ["layout"] = new JsonObject { ["layout"] = "side", ["showID"] = true, ["showName"] = true }, ["hideDisabled"] = false,
            ["techniques"] = new JsonArray([.. shown.Select(t => (JsonNode)Technique(t.Id, t.HasScore && double.IsFinite(t.Score) ? t.Score : null, t.Comment))]),
            ["gradient"] = new JsonObject { ["colors"] = new JsonArray("#ffffff", "#66b1ff"), ["minValue"] = 0, ["maxValue"] = most > 0 ? most : 1 },
            ["legendItems"] = new JsonArray(), ["metadata"] = new JsonArray(), ["links"] = new JsonArray(), ["showTacticRowBackground"] = false, ["selectTechniquesAcrossTactics"] = true, ["selectSubtechniquesWithParent"] = false,
        };
    }

    static JsonObject Technique(string id, double? score, string comment)
    {
        var made = new JsonObject { ["techniqueID"] = id, ["comment"] = comment, ["enabled"] = true, ["showSubtechniques"] = id.Contains('.', StringComparison.Ordinal) };
        if (score is { } known) made["score"] = known;
        return made;
    }
}
