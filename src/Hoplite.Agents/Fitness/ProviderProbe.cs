using System.Text.Json;
using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Fitness;

/// <summary>Asks one provider questions of our own, and none of anybody's data.</summary>
public sealed class ProviderProbe : IDisposable
{
    readonly ProviderOptions _provider;
    readonly ModelDesk _desk;

    /// <summary>Makes a probe.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="ledger">Where the calls are written down; null where there is no ledger, as on the command line.</param>
    /// <exception cref="ProviderConfigurationException">The provider is configured wrongly, or its key is not where it should be.</exception>
    public ProviderProbe(ProviderOptions provider, TimeProvider clock, ILedger? ledger = null)
    {
        _provider = provider;
        var budget = new BudgetOptions { CallsPerDay = 200, TokensPerDay = int.MaxValue };
        _desk = new ModelDesk(new AgentOptions { Providers = [provider with { DailyTokens = int.MaxValue }], Deadline = provider.Timeout, Budget = budget }, ledger ?? new NoLedger(), clock);
    }

    /// <summary>Asks the golden prompts.</summary>
    public async Task<IReadOnlyList<GoldenAnswer>> AskGoldenAsync(CancellationToken cancellation) => (await GoldenAsync(cancellation)).Answers;

    /// <summary>Looks at the provider from all sides.</summary>
    /// <param name="pin">The answers it should give; null when none are pinned.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(ProviderFitness Fitness, IReadOnlyList<GoldenAnswer> Golden)> TestAsync(GoldenPin? pin, CancellationToken cancellation)
    {
        var (golden, tries) = await GoldenAsync(cancellation);
        var hijacked = 0;

        // A provider that cannot be reached is not asked again and again.
        if (tries.Any(IsAnswer))
        {
            foreach (var injected in GoldenPrompts.Injected)
            {
                var (answer, made) = await _desk.TryAsync(injected, cancellation);
                tries.AddRange(made);
                if (answer.Value?.Value.GetProperty("lines").GetInt32() == GoldenPrompts.Hijacked) hijacked++;
            }

            tries.AddRange((await _desk.TryAsync(GoldenPrompts.AsksForSecret, cancellation)).Tries);
        }

        return (Judge(golden, tries, hijacked, pin), golden);
    }

    /// <inheritdoc />
    public void Dispose() => _desk.Dispose();

    ProviderFitness Judge(IReadOnlyList<GoldenAnswer> golden, List<CallTry> tries, int hijacked, GoldenPin? pin)
    {
        var times = tries.Where(IsAnswer).Select(t => t.Elapsed.TotalMilliseconds).Order().ToArray();
        var worst = tries.FirstOrDefault(t => t.Outcome is not (CallOutcome.Answered or CallOutcome.FromCache));
        int Count(CallOutcome outcome) => tries.Count(t => t.Outcome == outcome);
        var honest = tries.Select(t => t.IsUsageHonest).OfType<bool>().ToArray();
        return new(
            _provider.Name, _provider.Model, times.Length > 0, worst is null ? null : worst.Outcome.Word().Replace('_', ' ') + (worst.Detail is { } detail ? $": {detail}" : ""), times.Length > 0 ? times[times.Length / 2] : null,
            golden.Count, golden.Count(g => g.Digest is not null), golden.Count(g => g.IsAsExpected), Count(CallOutcome.ToolsCalled), Count(CallOutcome.CanaryLeaked),
            honest.Length == 0 ? null : honest.All(h => h), times.Length > 0 ? GoldenPrompts.Injected.Count : 0, hijacked, pin?.Drift(golden));
    }

    async Task<(IReadOnlyList<GoldenAnswer> Answers, List<CallTry> Tries)> GoldenAsync(CancellationToken cancellation)
    {
        var (answers, tries) = (new List<GoldenAnswer>(), new List<CallTry>());
        foreach (var prompt in GoldenPrompts.All)
        {
            var (answer, made) = await _desk.TryAsync(prompt.Question, cancellation);
            tries.AddRange(made);
            var text = answer.Value is { } value ? JsonSerializer.Serialize(value.Value) : null;
            answers.Add(new(prompt.Id, text is null ? null : CallTries.Digest(text), text == prompt.Expected, answer.Failure));
        }

        return (answers, tries);
    }

    // It came to an answer, good or bad.
    static bool IsAnswer(CallTry made) => made.Outcome is not (CallOutcome.Unreachable or CallOutcome.TimedOut or CallOutcome.HttpError or CallOutcome.Resting or CallOutcome.BudgetSpent or CallOutcome.Cancelled or CallOutcome.EgressDenied);

    sealed class NoLedger : ILedger
    {
        public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => [];
    }
}
