using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Transparency;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>Writes down what became of a question: one leaf for each provider asked. Texts stand there by digest only, and nothing a provider says of itself does.</summary>
static class CallTries
{
    /// <summary>Makes a note of a try.</summary>
    public static CallTry Make(ProviderOptions provider, CallOutcome outcome, string? detail, TimeSpan elapsed, ModelUsage before, ModelUsage after, ChatResponse? response) => new(
        provider.Name, provider.Model, outcome, detail, elapsed, after.InputTokens - before.InputTokens, after.OutputTokens - before.OutputTokens, after.Calls - before.Calls,
        response?.AdditionalProperties is { } more && more.TryGetValue(HonestUsage, out var honest) ? honest as bool? : null, response is null ? null : Digest(response.Text));

    /// <summary>Under which name a response says whether its count of tokens can be true.</summary>
    public const string HonestUsage = "hoplite.honest_usage";

    /// <summary>SHA-256 of a text.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The leaves of a question.</summary>
    public static LedgerEntry[] Leaves(Ask ask, ModelFailure? failure)
    {
        var tries = ask.Tries;
        if (tries.Count == 0) tries = [new(null, null, failure == ModelFailure.BudgetSpent ? CallOutcome.BudgetSpent : failure == ModelFailure.EgressDenied ? CallOutcome.EgressDenied : CallOutcome.Cancelled, null, TimeSpan.Zero)];
        return [.. tries.Select(made => new LedgerEntry(LedgerKind.ModelCall, "desk", ask.Question.Case, Body(ask, made)))];
    }

    static JsonObject Body(Ask ask, CallTry made) => new()
    {
        ["role"] = ask.Question.Role.ToString().ToLowerInvariant(),
        ["provider"] = made.Provider,
        ["model"] = made.Model,
        ["outcome"] = made.Outcome.Word(),
        ["detail"] = made.Detail,
        ["prompt_sha256"] = ask.PromptDigest.Length > 0 ? ask.PromptDigest : null,
        ["document_sha256"] = ask.Question.Document?.Sha256(),
        ["schema_sha256"] = Digest(ask.SentSchema.ToJson().ToJsonString()),
        ["answer_sha256"] = made.AnswerDigest,
        ["input_tokens"] = made.Input,
        ["output_tokens"] = made.Output,
        ["requests"] = made.Calls,
        ["usage_is_plausible"] = made.IsUsageHonest,
        ["elapsed_ms"] = (long)made.Elapsed.TotalMilliseconds,
    };
}
