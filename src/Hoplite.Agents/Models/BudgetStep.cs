using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>First step: with nothing left to spend, a question goes no further.</summary>
sealed class BudgetStep(IChatClient next, Budgets budgets) : StepClient(next)
{
    protected override Task<ChatResponse> PassAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation) =>
        budgets.IsAnythingLeft(ask.Question.Case) ? InnerClient.GetResponseAsync(messages, options, cancellation) : throw new NoAnswerException(CallOutcome.BudgetSpent);
}
