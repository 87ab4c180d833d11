using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;

namespace Hoplite.Agents.Working;

/// <summary>Works on an incident: looks into it by rules, asks the gate about what fits, and only then lets models add what they can.</summary>
/// <param name="investigator">Looks into incidents.</param>
/// <param name="consultation">Asks models; null when there are none.</param>
/// <param name="gate">Decides.</param>
/// <param name="ledger">Takes it down.</param>
/// <param name="time">The clock.</param>
public sealed class Analyst(Investigator investigator, Consultation? consultation, Gate gate, ILedger ledger, TimeProvider time)
{
    const int MostDecided = 12;
    const string Role = "responder";

    /// <summary>Works on one.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="evidence">What may be looked at.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask<CaseResult> WorkAsync(Incident incident, IEvidence evidence, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var found = investigator.Investigate(incident, evidence, cancellation);
        var leaf = Written(incident, found, []);

        // Containment is decided before any model is asked, so that none can delay or use up what it needs.
        ResponseProposal[] decided = [.. found.Proposals.Take(MostDecided).Select(Decide), .. found.Proposals.Skip(MostDecided)];
        if (consultation is null) return new CaseResult(found, found, decided, null, ModelUsage.None, [], leaf, time.GetElapsedTime(started));

        var said = await consultation.AskAsync(incident, found with { Proposals = decided }, cancellation).ConfigureAwait(false);
        ResponseProposal[] added = [.. said.Added.Where(a => !Array.Exists(decided, d => d.Action.Kind == a.Action.Kind && d.Action.Target == a.Action.Target)).Take(MostDecided).Select(Decide)];
        if (said.Final.Verdict != found.Verdict || said.Readings.Count > 0) leaf = Written(incident, said.Final with { Proposals = [] }, said.Readings) ?? leaf;
        return new CaseResult(found, said.Final, [.. decided, .. added], said.Prose, said.Usage, said.Failures, leaf, time.GetElapsedTime(started));
    }

    ResponseProposal Decide(ResponseProposal proposal) => proposal.Action.Kind == ActionKind.Read
        ? proposal
        : proposal with { Decision = gate.Decide(new GateRequest(proposal.Action, Principal.Agent(Role), proposal.Label, proposal.Endorsement, proposal.FromModel)) };

    LedgerReceipt? Written(Incident incident, Investigation found, IReadOnlyList<Reading> readings)
    {
        try
        {
            return ledger.Append([CaseEntries.Verdict(incident, found), .. CaseEntries.Endorsements(incident, found), .. CaseEntries.Extractions(incident, readings)])[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
