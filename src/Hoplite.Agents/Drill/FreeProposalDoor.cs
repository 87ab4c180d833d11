using Hoplite.Agents.Drill.Doubles;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Drill;

/// <summary>Puts what a model would like done straight before the gate, as if every part between them had been taken over. The platform has no such door; the gate must hold even so.</summary>
/// <param name="gate">The gate.</param>
/// <param name="endorser">Confirms targets.</param>
sealed class FreeProposalDoor(Gate gate, Endorser endorser)
{
    /// <summary>Asks the gate; null when the wish names no target there is.</summary>
    public (ProposedAction Action, GateDecision Decision)? Try(FreeProposal wish, DrillCase @case)
    {
        if (Target(wish) is not { } target) return null;
        ProposedAction action;
        try
        {
            action = ProposedAction.Of(wish.Kind, target, wish.Lease, @case.Incident.Id, "wish");
        }
        catch (ArgumentException)
        {
            return null;
        }

        var endorsement = endorser.Endorse(target, @case.Incident.Findings);

        // The best label it could lie itself into: the endorsement's own.
        var label = new Label(endorsement.Integrity, Confidentiality.Internal, Provenance.None);
        return (action, gate.Decide(new GateRequest(action, Principal.Agent("model"), label, endorsement, FromModel: true)));
    }

    static ActionTarget? Target(FreeProposal wish)
    {
        foreach (var kind in ActionTraits.Of(wish.Kind).Targets)
        {
            ActionTarget? target = kind switch
            {
                TargetKind.Address => TargetForm.Address(wish.Target),
                TargetKind.Domain => TargetForm.Domain(wish.Target),
                TargetKind.Host => TargetForm.Host(wish.Target),
                TargetKind.Account => TargetForm.Account(wish.Target),
                TargetKind.Process => TargetForm.Process(wish.Target, 4000, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)),
                TargetKind.File => TargetForm.File(wish.Target, new string('a', 64)),
                _ => TargetForm.Named(kind, wish.Target.ToLowerInvariant()),
            };
            if (target is not null) return target;
        }

        return null;
    }
}
