using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Agents.Answers;
using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Labels;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Egress;

/// <summary>Second step: writes what leaves, with pseudonyms, and gives the answer its names back. What is more secret than every provider may see goes no further.</summary>
sealed class EgressStep(IChatClient next, CasePseudonyms cases, IReadOnlyList<Provider> providers) : StepClient(next)
{
    // A longer document is cut into several by whoever asks, or is not worth what it would cost.
    const int LongestDocument = 256 << 10;

    protected override async Task<ChatResponse> PassAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation)
    {
        if (!providers.Any(p => MaySee(p.Options, ask.Question))) throw new NoAnswerException(CallOutcome.EgressDenied);
        if (ask.Question.Document is { Length: > LongestDocument }) throw new NoAnswerException(CallOutcome.BudgetSpent, "the document is too long");
        var pseudonyms = cases.Of(ask.Question.Case);
        pseudonyms.Learn(ask.Question.Names);
        pseudonyms.Learn(FactFields.In(ask.Question.Facts.Value));
        ask.SentSchema = ask.SentSchema.WithWords(pseudonyms.Hide);
        var written = Prompt.Write(ask.Question, ask.SentSchema, pseudonyms);
        var prompt = string.Join('\0', written.Select(m => m.Text));
        ask.PromptDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)));
        ask.Keep(prompt);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(ask.SentSchema.ToJson()), "answer");

        var response = await InnerClient.GetResponseAsync(written, options, cancellation);

        // Checked once more where it is taken apart, wherever it came from.
        if (!StrictJson.TryRead(Encoding.UTF8.GetBytes(response.Text), CheckedClient.Longest, out var value, out var problem) || (problem = ask.SentSchema.Fault(value)) is not null) throw new NoAnswerException(CallOutcome.BadSchema, problem);
        ask.Answer = JsonSerializer.SerializeToElement(pseudonyms.Reveal(JsonNode.Parse(value.GetRawText())));
        return response;
    }

    /// <summary>Whether a provider may see a question: all of it, and never a secret.</summary>
    public static bool MaySee(ProviderOptions provider, ModelQuestion question) => Secrecy(question) is var secrecy && secrecy < Confidentiality.Secret && secrecy <= provider.EffectiveCeiling;

    static Confidentiality Secrecy(ModelQuestion question) =>
        question.Document is null ? question.Facts.Label.Confidentiality : (Confidentiality)Math.Max((int)question.Facts.Label.Confidentiality, (int)question.DocumentLabel.Confidentiality);
}
