using System.Text.Json.Nodes;
using Hoplite.Agents.Investigating;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Roles;

/// <summary>What a model is told of an incident: ids of rules and techniques, counts, levels, verdicts. No text of the evidence, and no name out of it.</summary>
static class FactSheet
{
    const int MostRules = 30;

    /// <summary>The facts.</summary>
    public static Labeled<JsonObject> Of(Incident incident, Investigation found)
    {
        var sheet = new JsonObject
        {
            ["severity"] = LevelNames.Of(incident.Severity),
            ["verdict"] = found.Verdict.ToString(),
            ["confidence"] = found.Confidence,
            ["findings"] = incident.Findings.Count,
            ["minutes"] = incident is { First: { } first, Last: { } last } ? (int)Math.Min((last - first).TotalMinutes, 100_000) : null,
            ["rules"] = new JsonArray([.. incident.Findings.GroupBy(f => f.Rule.Id).OrderByDescending(g => g.First().Rule.Level).Take(MostRules).Select(g => (JsonNode)new JsonObject { ["rule"] = RuleName(g.Key), ["level"] = LevelNames.Of(g.First().Rule.Level), ["matches"] = g.Count() })]),
            ["stages"] = new JsonArray([.. found.Chain.Select(s => (JsonNode)new JsonObject { ["tactic"] = s.Tactic.ShortName, ["techniques"] = new JsonArray([.. s.Techniques.Select(t => (JsonNode)t.Id)]), ["findings"] = s.Findings })]),
            ["scope"] = new JsonArray([.. found.Scope.Members.GroupBy(m => m.Target.Kind).Select(g => (JsonNode)new JsonObject { ["kind"] = g.Key.ToString(), ["count"] = g.Count(), ["best_integrity"] = (int)g.Max(m => m.Label.Integrity) })]),
            ["proposals"] = new JsonArray([.. found.Proposals.Take(12).Select(p => (JsonNode)new JsonObject { ["playbook"] = p.Playbook, ["action"] = p.Action.Traits.Name, ["confirmed_by_events"] = p.Endorsement.Events, ["confirmed_by_sensors"] = p.Endorsement.Sensors })]),
        };
        return new Labeled<JsonObject>(sheet, new Label(Integrity.Platform, Confidentiality.Internal, Provenance.Of(incident.Id.ToString())));
    }

    // An id that is no plain name could carry a message; rules come from files.
    internal static string RuleName(string id) => id.Length <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? id : "rule";
}
