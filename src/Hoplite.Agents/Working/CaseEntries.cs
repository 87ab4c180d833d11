using System.Text.Json.Nodes;
using Hoplite.Agents.Investigating;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;

namespace Hoplite.Agents.Working;

/// <summary>What is taken down of a case: typed values and digests.</summary>
static class CaseEntries
{
    const string Actor = "investigator";

    /// <summary>The verdict.</summary>
    public static LedgerEntry Verdict(Incident incident, Investigation found) => new(LedgerKind.Verdict, Actor, incident.Id, new JsonObject
    {
        ["confidence"] = found.Confidence,
        ["findings"] = incident.Findings.Count,
        ["points"] = new JsonArray([.. found.Reasons.Select(r => (JsonNode)r.Points)]),
        ["proposals"] = new JsonArray([.. found.Proposals.Select(p => (JsonNode)p.Action.Digest)]),
        ["severity"] = incident.Severity.ToString(),
        ["source"] = found.Source.ToString(),
        ["verdict"] = found.Verdict.ToString(),
    });

    /// <summary>The targets that sensors confirm, each once.</summary>
    public static IEnumerable<LedgerEntry> Endorsements(Incident incident, Investigation found) =>
        from proposal in found.Proposals.DistinctBy(p => p.Action.Target)
        where proposal.Endorsement.Events > 0
        select new LedgerEntry(LedgerKind.Endorsement, "endorser", incident.Id, new JsonObject
        {
            ["events"] = proposal.Endorsement.Events,
            ["from"] = new JsonArray([.. proposal.Endorsement.EventIds.Select(e => (JsonNode)e)]),
            ["rules"] = new JsonArray([.. proposal.Endorsement.Rules.Select(r => (JsonNode)r)]),
            ["sensors"] = proposal.Endorsement.Sensors,
            ["target"] = proposal.Action.Target.ToJson(),
        });

    /// <summary>What was read out of texts.</summary>
    public static IEnumerable<LedgerEntry> Extractions(Incident incident, IReadOnlyList<Reading> readings) =>
        readings.Select(r => new LedgerEntry(LedgerKind.Extraction, "extractor", incident.Id, new JsonObject
        {
            ["confidence"] = r.Read.Value.Confidence,
            ["document"] = r.Document,
            ["intent"] = r.Read.Value.Intent.ToString(),
            ["isEncoded"] = r.Read.Value.IsEncoded,
        }));
}
