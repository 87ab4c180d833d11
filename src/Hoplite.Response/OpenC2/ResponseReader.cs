using System.Text.Json;
using static Hoplite.Response.OpenC2.JsonShape;

namespace Hoplite.Response.OpenC2;

/// <summary>Reads answers.</summary>
static class ResponseReader
{
    public static OpenC2Response Read(JsonElement value)
    {
        int? status = null;
        string? text = null;
        OpenC2Results? results = null;
        foreach (var member in Members(value, "response"))
        {
            _ = member.Name switch
            {
                "status" => (object?)(status = (int)Number(member.Value, "status", 999)),
                "status_text" => text = Text(member.Value, "status_text", 4096),
                "results" => results = Results(member.Value),
                _ => throw Bad($"a response has no {Quote(member.Name)}"),
            };
        }
        return status is { } found && OpenC2Response.Statuses.Contains(found) ? new OpenC2Response(found, text) { Results = results } : throw Bad("status is missing or not known");
    }

    static OpenC2Results Results(JsonElement value)
    {
        var results = new OpenC2Results();
        foreach (var member in Members(value, "results", 1))
        {
            results = member.Name switch
            {
                "versions" => results with { Versions = Texts(member.Value, "versions", 100) },
                "profiles" => results with { Profiles = Texts(member.Value, "profiles", 100) },
                "pairs" => results with { Pairs = [.. Members(member.Value, "pairs").Select(p => (WireName.Find<OpenC2Action>(p.Name) ?? throw Bad($"action {Quote(p.Name)} is not known"), (IReadOnlyList<string>)Texts(p.Value, p.Name, 100)))] },
                "rate_limit" => results with { RateLimit = member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var rate) && rate >= 0 && double.IsFinite(rate) ? rate : throw Bad("rate_limit is no number") },
                "slpf" => results with { RuleNumber = Rule(member.Value) },
                _ => throw Bad($"results have no {Quote(member.Name)}"),
            };
        }
        return results;
    }

    static long Rule(JsonElement value) => Members(value, "slpf").ToArray() is [{ Name: "rule_number" } only] ? Number(only.Value, "rule_number", long.MaxValue) : throw Bad("slpf has no rule_number");
}
