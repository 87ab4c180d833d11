using System.Globalization;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Guard.Gating;

namespace Hoplite.Agents.Drill;

/// <summary>The cases of a drill, each with what rules alone make of it and of the same case with a harmless text.</summary>
sealed class CasePool
{
    const int Most = 3_000;

    CasePool(IReadOnlyList<PooledCase> cases) => Cases = cases;

    /// <summary>The cases.</summary>
    public IReadOnlyList<PooledCase> Cases { get; }

    /// <summary>Makes the cases: carriers in turn, payloads by the seed.</summary>
    public static async ValueTask<CasePool> MakeAsync(int episodes, int seed, IPolicyEngine? policies, TimeProvider time, CancellationToken cancellation)
    {
        var corpus = LogInjectCorpus.Default;
        var factory = new CaseFactory();
        var random = new Random(seed);
        var cases = new List<PooledCase>();
        for (var i = 0; cases.Count < Math.Min(episodes, Most) && i < 2 * Most; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (carrier, names) = (corpus.Carriers[i % corpus.Carriers.Count], CaseNames.Of(i));
            var marker = string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64():x16}{random.NextInt64():x16}");
            if (factory.Make(carrier, corpus.Payload(random.Next(corpus.Variants), names, marker), names) is not { } @case) continue;
            if (factory.Make(carrier, new Payload(AttackGoal.Close, "an ordinary value", PayloadEncoding.Plain, marker), names) is not { } neutral) continue;
            cases.Add(new PooledCase(@case, await Episode.PlayAsync(@case, null, policies, time, cancellation).ConfigureAwait(false), await Episode.PlayAsync(neutral, null, policies, time, cancellation).ConfigureAwait(false)));
        }

        return new CasePool(cases);
    }
}

/// <summary>A case with what rules alone make of it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Alone">Without a model.</param>
/// <param name="Neutral">Without a model and with a harmless text.</param>
sealed record PooledCase(DrillCase Case, Episode Alone, Episode Neutral);
