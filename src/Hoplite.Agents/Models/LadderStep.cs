using Hoplite.Agents.Egress;
using Hoplite.Agents.Providers;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>Asks one provider after the other until one gives an answer that counts. Each gets its share of the time that is left, so that one that hangs does not use up the time of the next.</summary>
sealed class LadderStep(IReadOnlyList<Provider> providers, Exclusions exclusions, TimeSpan deadline, TimeProvider clock) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var ask = AskOptions.Of(options);
        var asked = providers.Where(p => MayBeAsked(p, ask)).ToArray();
        for (var i = 0; i < asked.Length; i++)
        {
            var left = deadline - clock.GetElapsedTime(ask.Started);
            if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested) break;
            if (await TryAsync(asked[i], left / (asked.Length - i), ask, messages, options!, cancellationToken) is { } response) return response;
        }

        throw new NoAnswerException(ask.Tries.Count > 0 ? ask.Tries[^1].Outcome : CallOutcome.TimedOut);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("answers are not streamed: they count only when all of them was checked");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) && serviceKey is null ? this : null;

    // The providers belong to the desk.
    public void Dispose()
    {
    }

    static bool Passed(Ask ask, Provider provider, CallOutcome outcome)
    {
        ask.Add(new(provider.Options.Name, provider.Options.Model, outcome, null, TimeSpan.Zero));
        return false;
    }

    bool MayBeAsked(Provider provider, Ask ask) =>
        !EgressStep.MaySee(provider.Options, ask.Question) ? Passed(ask, provider, CallOutcome.EgressDenied)
        : !exclusions.Excludes(provider.Options.Name, ask.Question.Case) || Passed(ask, provider, CallOutcome.Excluded);

    async Task<ChatResponse?> TryAsync(Provider provider, TimeSpan share, Ask ask, IEnumerable<ChatMessage> messages, ChatOptions options, CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(share, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        var (started, before) = (clock.GetTimestamp(), ask.Usage(TimeSpan.Zero));
        var (outcome, detail, response) = (CallOutcome.Unreachable, (string?)null, (ChatResponse?)null);
        try
        {
            // A vendor's client that does not let go when told to is left behind.
            response = await provider.Client.GetResponseAsync(messages, options, both.Token).WaitAsync(both.Token);
            outcome = CallOutcome.Answered;
            ask.Answerer = (provider.Options.Name, provider.Options.Model);
        }
        catch (Exception failure)
        {
            (outcome, detail) = NoAnswerException.In(failure) is { } known ? (known.Outcome, known.Detail)
                : failure is OperationCanceledException ? (ask.IsCancelled ? CallOutcome.Cancelled : CallOutcome.TimedOut, null)
                : (CallOutcome.BadEnvelope, "its message could not be read");
        }

        if (response is not null) ask.Keep(response.Text);
        ask.Add(CallTries.Make(provider.Options, outcome, detail, clock.GetElapsedTime(started), before, ask.Usage(TimeSpan.Zero), response));
        return response;
    }
}
