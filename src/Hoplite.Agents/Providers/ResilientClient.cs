using System.Threading.RateLimiting;
using Hoplite.Agents.Models;
using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Hoplite.Agents.Providers;

/// <summary>Bears the moods of one provider: not too many requests at once, each bounded in time, repeated when that may help, and none while it is broken or asked for rest.</summary>
sealed class ResilientClient : StepClient
{
    readonly ResiliencePipeline<ChatResponse> _pipeline;
    readonly Patience _patience;
    readonly TimeProvider _clock;

    // A timestamp, not a time of day: a clock that is set must neither end a rest nor make it last.
    long _restsUntil = long.MinValue;

    public ResilientClient(IChatClient next, ProviderOptions provider, Patience patience, TimeProvider clock) : base(next)
    {
        (_patience, _clock) = (patience, clock);
        var builder = new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = clock }.AddConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = patience.AtOnce, QueueLimit = patience.AtOnce * 8 });
        if (patience.Repeats > 0) builder.AddRetry(Repeating(patience));
        _pipeline = builder.AddCircuitBreaker(Breaking()).AddTimeout(new TimeoutStrategyOptions { Timeout = provider.Timeout }).Build();
    }

    protected override async Task<ChatResponse> PassAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation)
    {
        if (_clock.GetTimestamp() < Volatile.Read(ref _restsUntil)) throw new NoAnswerException(CallOutcome.Resting, "it asked to be left alone for a while");
        try
        {
            return await _pipeline.ExecuteAsync(token => AskAsync(messages, options, ask, token), cancellation);
        }
        catch (TimeoutRejectedException late)
        {
            throw new NoAnswerException(CallOutcome.TimedOut, cause: late);
        }
        catch (BrokenCircuitException broken)
        {
            throw new NoAnswerException(CallOutcome.Resting, "it has failed too often; it is asked again soon", cause: broken);
        }
        catch (RateLimiterRejectedException full)
        {
            throw new NoAnswerException(CallOutcome.Resting, "too many questions wait for it", cause: full);
        }
        catch (Exception failure) when (NoAnswerException.In(failure) is { RetryAfter: { } after } && after > _patience.LongestPause)
        {
            var rest = after < _patience.LongestRest ? after : _patience.LongestRest;
            Volatile.Write(ref _restsUntil, _clock.GetTimestamp() + (long)(rest.TotalSeconds * _clock.TimestampFrequency));
            throw;
        }
    }

    // Running out of its share of the time counts against a provider as a timeout of its own does; that nobody wants to know any more does not.
    async ValueTask<ChatResponse> AskAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation)
    {
        try
        {
            return await InnerClient.GetResponseAsync(messages, options, cancellation);
        }
        catch (OperationCanceledException late) when (!ask.IsCancelled)
        {
            throw new NoAnswerException(CallOutcome.TimedOut, cause: late);
        }
    }

    static RetryStrategyOptions<ChatResponse> Repeating(Patience patience) => new()
    {
        MaxRetryAttempts = patience.Repeats,
        Delay = patience.Pause,
        MaxDelay = patience.LongestPause,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = call => ValueTask.FromResult(NoAnswerException.In(call.Outcome.Exception) is { IsWorthRepeating: true } failure && !(failure.RetryAfter > patience.LongestPause)),
        DelayGenerator = call => ValueTask.FromResult(NoAnswerException.In(call.Outcome.Exception)?.RetryAfter),
    };

    // A provider that fails in half of at least six calls is left alone for a while, so that the next one is asked at once.
    static CircuitBreakerStrategyOptions<ChatResponse> Breaking() => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 6,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(15),
        ShouldHandle = call => ValueTask.FromResult(call.Outcome.Exception is TimeoutRejectedException || NoAnswerException.In(call.Outcome.Exception) is { Outcome: CallOutcome.Unreachable or CallOutcome.HttpError or CallOutcome.TimedOut }),
    };
}
