using System.Text.Json;

namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>Reads what Cedar replies.</summary>
static class CedarReplies
{
    // Policies as JSON are as deep as their conditions.
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 1024 };

    // A policy that applies to no action forbids nothing, whatever it seems to say. Cedar's corpus wants it refused; this version only warns.
    const string Inapplicable = "unable to find an applicable action";

    /// <summary>The answer to a question.</summary>
    public static CedarAnswer Answer(string reply, PolicyNames names)
    {
        using var json = JsonDocument.Parse(reply, Options);
        if (!IsSuccess(json.RootElement)) return CedarAnswer.Closed(Messages(json.RootElement.GetProperty("errors")));
        var response = json.RootElement.GetProperty("response");
        var diagnostics = response.GetProperty("diagnostics");
        return new CedarAnswer(
            response.GetProperty("decision").ValueEquals("allow") ? CedarDecision.Allow : CedarDecision.Deny,
            [.. diagnostics.GetProperty("reason").EnumerateArray().Select(p => names[p.GetString()!]).Order(StringComparer.Ordinal)],
            [.. diagnostics.GetProperty("errors").EnumerateArray().Select(e => Error(e, names)).OrderBy(e => e.Policy, StringComparer.Ordinal)]);
    }

    /// <summary>Throws what is wrong, if anything.</summary>
    public static void ThrowUnlessSuccess(string reply)
    {
        using var json = JsonDocument.Parse(reply, Options);
        ThrowUnlessSuccess(json.RootElement);
    }

    /// <summary>Throws what the validator found, if anything; what it only warns of is returned.</summary>
    public static IReadOnlyList<string> Validation(string reply)
    {
        using var json = JsonDocument.Parse(reply, Options);
        ThrowUnlessSuccess(json.RootElement);
        string[] warnings = [.. Found(json.RootElement, "validationWarnings"), .. json.RootElement.GetProperty("otherWarnings").EnumerateArray().Select(Message)];
        string[] errors = [.. Found(json.RootElement, "validationErrors"), .. warnings.Where(w => w.Contains(Inapplicable, StringComparison.Ordinal))];
        return errors.Length == 0 ? warnings : throw new CedarException(string.Join('\n', errors));
    }

    /// <summary>The single policies of a text, ordered by the names that Cedar gives them.</summary>
    public static IReadOnlyList<string> Parts(string reply)
    {
        using var json = JsonDocument.Parse(reply, Options);
        ThrowUnlessSuccess(json.RootElement);
        return [.. json.RootElement.GetProperty("policies").EnumerateArray().Select(p => p.GetString()!)];
    }

    /// <summary>The annotation <c>@id</c> of a policy.</summary>
    public static string? Id(string reply)
    {
        using var json = JsonDocument.Parse(reply, Options);
        ThrowUnlessSuccess(json.RootElement);
        return json.RootElement.GetProperty("json").TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty("id", out var id) ? id.GetString() : null;
    }

    static IEnumerable<string> Found(JsonElement reply, string kind) => reply.GetProperty(kind).EnumerateArray().Select(e => Message(e.GetProperty("error")));

    static CedarError Error(JsonElement error, PolicyNames names) => new(names[error.GetProperty("policyId").GetString()!], Message(error.GetProperty("error")));

    static bool IsSuccess(JsonElement reply) => reply.GetProperty("type").ValueEquals("success");

    static void ThrowUnlessSuccess(JsonElement reply)
    {
        if (!IsSuccess(reply)) throw new CedarException(Messages(reply.GetProperty("errors")));
    }

    static string Messages(JsonElement errors) => string.Join('\n', errors.EnumerateArray().Select(Message));

    static string Message(JsonElement error)
    {
        var message = error.GetProperty("message").GetString()!;
        var place = error.TryGetProperty("sourceLocations", out var places) && places.GetArrayLength() > 0 ? places[0] : default;
        if (place.ValueKind == JsonValueKind.Object && place.GetProperty("label").GetString() is { } label) message += $" ({label}, at byte {place.GetProperty("start").GetInt64()})";
        return error.GetProperty("help").GetString() is { } help ? $"{message}; {help}" : message;
    }
}
