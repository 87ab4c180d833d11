using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Poisoning;

/// <summary>How much poison a community takes in when some of its members lie, and how much truth it keeps.</summary>
/// <remarks>
/// Thirty peers, each of which comes across a twelfth of what is bad. Sixty days in which a tenth of what is told is met by the node
/// that is looked at; then the bad peers name two hundred harmless services, of which 60 % stand on a warning list and of which each
/// organisation uses 30 %. Published with its seed; the same seed gives the same figures everywhere.
/// </remarks>
public static class PoisoningBenchmark
{
    /// <summary>The seeds behind the published figures.</summary>
    public static IReadOnlyList<int> Seeds { get; } = [1, 2, 3, 4, 5];

    /// <summary>Runs one scenario over several seeds and takes the mean.</summary>
    public static PoisonOutcome Run(PoisonAttack attack, IReadOnlyList<int> seeds, TrustOptions? options = null, CancellationToken cancellation = default)
    {
        var outcomes = new List<PoisonOutcome>();
        foreach (var seed in seeds)
        {
            cancellation.ThrowIfCancellationRequested();
            outcomes.Add(new PoisonRun(new PoisonWorld(seed), attack, options ?? new TrustOptions()).Run());
        }

        return new PoisonOutcome(
            Mean(outcomes.Select(o => o.Ours)), outcomes.Sum(o => o.Blocked),
            outcomes[0].Baselines.Keys.ToDictionary(k => k, k => Mean(outcomes.Select(o => o.Baselines[k])), StringComparer.Ordinal));
    }

    static PoisonShares Mean(IEnumerable<PoisonShares> shares)
    {
        PoisonShares[] all = [.. shares];
        return new PoisonShares(all.Average(s => s.Recall), all.Average(s => s.Poison));
    }
}
