using System.Text.Json;
using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Tests.Cedar;

/// <summary>A case of Cedar's own test corpus.</summary>
static class CorpusCase
{
    /// <summary>Runs one case; says what differs and how many questions it had.</summary>
    public static (int Questions, IReadOnlyList<string> Differences) Run(CedarEngine engine, string name, Func<string, string> read)
    {
        using var json = JsonDocument.Parse(read(name));
        string Part(string part) => read(json.RootElement.GetProperty(part).GetString()!);
        var (text, schema) = (Part("policies"), Part("schema"));
        var differences = new List<string>();

        using var entities = JsonDocument.Parse(Part("entities"));
        CedarEntity[] known = [.. entities.RootElement.EnumerateArray().Select(Entity)];
        using var policies = Parse(engine, text, schema, out var refused);
        if (refused is null != json.RootElement.GetProperty("shouldValidate").GetBoolean()) differences.Add($"{name}: validation: {refused ?? "accepted"}");
        var questions = 0;
        foreach (var request in json.RootElement.GetProperty("requests").EnumerateArray())
        {
            questions++;
            var answer = policies.IsAuthorized(new CedarRequest(Uid(request.GetProperty("principal")), Uid(request.GetProperty("action")), Uid(request.GetProperty("resource")), Fields(request.GetProperty("context")), known));
            var wanted = Describe(request.GetProperty("decision").GetString()!, Names(request, "reason", policies), Names(request, "errors", policies));
            var got = Describe(answer.Decision == CedarDecision.Allow ? "allow" : "deny", answer.Policies, answer.Errors.Select(e => e.Policy ?? e.Message));
            if (wanted != got) differences.Add($"{name}: {request.GetProperty("description").GetString()}: {wanted} wanted, {got}");
        }
        return (questions, differences);
    }

    // Questions are asked of policies that are not valid as well.
    static CedarPolicies Parse(CedarEngine engine, string text, string schema, out string? refused)
    {
        try
        {
            refused = null;
            return engine.Parse(text, schema);
        }
        catch (CedarException e)
        {
            refused = e.Message;
            return CedarPolicies.Parse(engine, text, schema, validate: false);
        }
    }

    // The corpus counts policies, the answers name them.
    static IEnumerable<string> Names(JsonElement request, string list, CedarPolicies policies) =>
        request.GetProperty(list).EnumerateArray().Select(p => policies.Names[int.Parse(p.GetString()!.AsSpan("policy".Length))]);

    static string Describe(string decision, IEnumerable<string> policies, IEnumerable<string> errors) =>
        $"{decision} by [{string.Join(' ', policies.Order(StringComparer.Ordinal))}] with errors in [{string.Join(' ', errors.Order(StringComparer.Ordinal))}]";

    static CedarUid Uid(JsonElement json) =>
        json.TryGetProperty("__entity", out var inner) ? Uid(inner) : new CedarUid(json.GetProperty("type").GetString()!, json.GetProperty("id").GetString()!);

    static CedarEntity Entity(JsonElement json) => new(Uid(json.GetProperty("uid")), Fields(json.GetProperty("attrs")))
    {
        Parents = [.. json.GetProperty("parents").EnumerateArray().Select(Uid)],
        Tags = json.TryGetProperty("tags", out var tags) ? Fields(tags) : null,
    };

    static Dictionary<string, CedarValue> Fields(JsonElement json) => json.EnumerateObject().ToDictionary(f => f.Name, f => Value(f.Value), StringComparer.Ordinal);

    static CedarValue Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Number => json.GetInt64(),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Array => new CedarValue.Set([.. json.EnumerateArray().Select(Value)]),
        _ when json.TryGetProperty("__entity", out _) => new CedarValue.Reference(Uid(json)),
        _ when json.TryGetProperty("__extn", out var call) => new CedarValue.Call(call.GetProperty("fn").GetString()!,
            call.TryGetProperty("arg", out var single) ? [Value(single)] : [.. call.GetProperty("args").EnumerateArray().Select(Value)]),
        _ => new CedarValue.Record(Fields(json)),
    };
}
