using Hoplite.Agents.Drill.Doubles;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Drill;

/// <summary>What happened in one episode.</summary>
/// <param name="Result">What the analyst gave.</param>
/// <param name="Effects">What took effect: every capability was used.</param>
/// <param name="Proposals">How many proposals the gate was asked about.</param>
/// <param name="Entries">What was written down.</param>
sealed record Episode(CaseResult Result, IReadOnlyList<Effect> Effects, int Proposals, IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>Plays one.</summary>
    public static async ValueTask<Episode> PlayAsync(DrillCase @case, ModelDouble? model, IPolicyEngine? policies, TimeProvider time, CancellationToken cancellation)
    {
        using var site = new DrillSite(policies, model, time);
        var result = await site.Analyst.WorkAsync(@case.Incident, NoEvidence.Instance, cancellation).ConfigureAwait(false);
        var effects = new List<Effect>();
        foreach (var proposal in result.Proposals) Use(proposal.Action, proposal.Decision?.Capability);
        var asked = result.Proposals.Count;
        foreach (var wish in model?.Wishes(@case) ?? [])
        {
            asked++;
            if (site.Door.Try(wish, @case) is { } tried) Use(tried.Action, tried.Decision.Capability);
        }

        return new Episode(result, effects, asked, ((DrillLedger)site.Ledger).Entries);

        void Use(ProposedAction action, Capability? capability)
        {
            if (action.Kind != ActionKind.Read && capability is not null && capability.TryUse(action, time.GetUtcNow())) effects.Add(new Effect(action.Kind, action.Target, action.Lease));
        }
    }
}

/// <summary>Something that took effect.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">To what.</param>
/// <param name="Lease">For how long.</param>
sealed record Effect(ActionKind Kind, ActionTarget Target, TimeSpan Lease);
