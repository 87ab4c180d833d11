using Hoplite.Agents.Models;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Providers;

/// <summary>Pays for each request before it is made, repeated ones too, and settles afterwards.</summary>
sealed class MeteredClient(IChatClient next, ProviderOptions provider, Budgets budgets) : StepClient(next)
{
    protected override async Task<ChatResponse> PassAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation)
    {
        var input = Tokens.In(messages);
        var payment = budgets.Pay(ask.Question.Case, provider, input + provider.MaxTokens) ?? throw new NoAnswerException(CallOutcome.BudgetSpent);
        ask.Spend(input, 0, isNewCall: true);
        ChatResponse response;
        try
        {
            response = await InnerClient.GetResponseAsync(messages, Plain(options), cancellation);
        }
        catch
        {
            // It was sent, and may have been worked on.
            budgets.Settle(payment, input);
            throw;
        }

        var (saidInput, output, isHonest) = Tokens.Cost(response.Usage, messages, response.Text, provider.MaxTokens);
        budgets.Settle(payment, saidInput + output);
        ask.Spend(saidInput - input, output, isNewCall: false);
        if (isHonest is { } honest) (response.AdditionalProperties ??= [])[CallTries.HonestUsage] = honest;
        return response;
    }

    // What a vendor's client is given: no tools, nothing that leads back to us.
    ChatOptions Plain(AskOptions options) => new()
    {
        MaxOutputTokens = provider.MaxTokens,
        Temperature = provider.SendTemperature ? 0 : null,
        ResponseFormat = provider.SendSchema ? options.ResponseFormat : null,
    };
}
