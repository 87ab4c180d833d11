using System.Security.Cryptography;
using System.Text;
using Hoplite.Agents.Providers;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>Third step: the same question of one case to the same models under the same policy is asked once. It knows nothing that a provider was not shown.</summary>
sealed class CacheStep(IChatClient next, IReadOnlyList<Provider> providers, Exclusions exclusions, string policy, TimeProvider clock) : StepClient(next)
{
    const int Most = 512;
    static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    readonly string _models = string.Join('\n', providers.Select(p => p.Digest));
    readonly Lock _lock = new();
    readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    readonly Queue<string> _order = new();

    protected override async Task<ChatResponse> PassAsync(IReadOnlyList<ChatMessage> messages, AskOptions options, Ask ask, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ask.PromptDigest}\n{ask.Question.Case}\n{ask.Question.Role}\n{_models}\n{policy}")));
        if (Find(key, ask) is { } kept)
        {
            ask.Answerer = (kept.Provider.Options.Name, kept.Provider.Options.Model);
            ask.Add(new(kept.Provider.Options.Name, kept.Provider.Options.Model, CallOutcome.FromCache, null, TimeSpan.Zero, AnswerDigest: CallTries.Digest(kept.Text)));
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, kept.Text));
        }

        var response = await InnerClient.GetResponseAsync(messages, options, cancellation);
        if (ask.Answerer is { } answerer) Keep(key, new(response.Text, providers.First(p => p.Options.Name == answerer.Provider), clock.GetTimestamp()));
        return response;
    }

    // An answer counts no more than the provider it came from does now.
    Kept? Find(string key, Ask ask)
    {
        lock (_lock)
            return _kept.TryGetValue(key, out var kept) && clock.GetElapsedTime(kept.At) < KeptFor && !exclusions.Excludes(kept.Provider.Options.Name, ask.Question.Case) && Egress.EgressStep.MaySee(kept.Provider.Options, ask.Question) ? kept : null;
    }

    void Keep(string key, Kept kept)
    {
        lock (_lock)
        {
            if (!_kept.ContainsKey(key))
            {
                if (_order.Count == Most) _kept.Remove(_order.Dequeue());
                _order.Enqueue(key);
            }

            _kept[key] = kept;
        }
    }

    sealed record Kept(string Text, Provider Provider, long At);
}
