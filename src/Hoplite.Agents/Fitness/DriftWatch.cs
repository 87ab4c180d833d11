using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Fitness;

/// <summary>Looks from time to time whether providers are still those that were pinned, and has the desk exclude those that are not.</summary>
/// <param name="desk">The desk.</param>
/// <param name="options">The providers.</param>
/// <param name="pins">The folder of the pins.</param>
/// <param name="clock">The clock.</param>
/// <param name="ledger">Where the questions are written down.</param>
public sealed class DriftWatch(ModelDesk desk, AgentOptions options, string pins, TimeProvider clock, ILedger ledger)
{
    /// <summary>Asks every pinned provider the golden prompts once.</summary>
    /// <returns>Those that were excluded, and how far they had drifted.</returns>
    public async Task<IReadOnlyList<(string Provider, double Drift)>> LookAsync(CancellationToken cancellation)
    {
        var excluded = new List<(string, double)>();
        foreach (var provider in options.Providers)
        {
            // A pin of another model says nothing of this one.
            if (GoldenPin.Read(pins, provider.Name) is not { } pin || pin.Model != provider.Model) continue;
            using var probe = new ProviderProbe(provider, clock, ledger);
            var golden = await probe.AskGoldenAsync(cancellation);
            if (pin.Holds(golden)) continue;
            desk.Exclude(provider.Name);
            excluded.Add((provider.Name, pin.Drift(golden)!.Value));
        }

        return excluded;
    }
}
