using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Incidents.Attack;

namespace Hoplite.Agents.Playbooks;

/// <summary>Ranks what could be done about an incident. Every playbook it names is of the library, every target of the incident.</summary>
/// <param name="library">The playbooks.</param>
public sealed class Proposer(PlaybookLibrary library)
{
    const int MostProposals = 24;
    const int MostOfAKind = 8;
    const int MostTargets = 4;

    /// <summary>What fits, the best first.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="scope">Its things.</param>
    /// <param name="verdict">What it is.</param>
    public IReadOnlyList<ResponseProposal> Propose(Incident incident, CaseScope scope, Verdict verdict) => Rank(
        library.All.Where(p => verdict >= p.From && (p.Always || Fit(p, incident) > 0)).SelectMany(p => Proposals(p, incident, scope, p.Always ? 0 : Fit(p, incident) + 10 * (int)verdict, fromModel: false)));

    /// <summary>What a playbook that a model chose would do; it is marked so, and never counts more than what rules chose.</summary>
    public IReadOnlyList<ResponseProposal> OfModel(Playbook playbook, Incident incident, CaseScope scope) => Rank(Proposals(playbook, incident, scope, 1, fromModel: true));

    static IReadOnlyList<ResponseProposal> Rank(IEnumerable<ResponseProposal> proposals) =>
        [.. BestFirst(BestFirst(proposals).DistinctBy(p => Same(p.Action)).GroupBy(p => p.Action.Kind).SelectMany(g => g.Take(MostOfAKind))).Take(MostProposals)];

    static IEnumerable<ResponseProposal> BestFirst(IEnumerable<ResponseProposal> proposals) =>
        proposals.OrderByDescending(p => p.Score).ThenBy(p => p.Action.Traits.Class).ThenBy(p => p.Action.Digest, StringComparer.Ordinal);

    // A process is ended or stopped once, whichever playbook asks.
    static (ActionKind Kind, object Target) Same(ProposedAction action) => (action.Target is ProcessTarget ? ActionKind.KillProcess : action.Kind, Same(action.Target));

    // It is the same process whatever moment an event took for its start.
    static object Same(ActionTarget target) => target is ProcessTarget { Host: var host, Pid: var pid } ? (host, pid) : target;

    IEnumerable<ResponseProposal> Proposals(Playbook playbook, Incident incident, CaseScope scope, int score, bool fromModel)
    {
        var rules = RulesFor(playbook, incident);
        foreach (var (place, action) in playbook.Actions.Index())
        {
            var targets = Targets(action.To, scope, incident).Where(m => IsKnown(m) && !OfTheSystem.IsHitBy(action.Kind, m)).DistinctBy(m => Same(m.Target));
            foreach (var member in targets.OrderByDescending(m => m.Rules.Any(rules.Contains)).Take(MostTargets))
            {
                // Who cuts off a domain controller cuts off everybody: that is the last thing to do, and takes two people.
                var isController = action.Kind == ActionKind.IsolateHost && member.IsController;
                var endorsement = scope.Sighted.Endorse(member.Target);
                var label = Label.Join(member.Label with { Integrity = (Integrity)Math.Max((int)member.Label.Integrity, (int)endorsement.Integrity) }, new Label(Integrity.Platform, Confidentiality.Internal, Provenance.Of(playbook.Id)));
                yield return new ResponseProposal(
                    playbook.Id, playbook.Title, ProposedAction.Of(isController ? ActionKind.IsolateServer : action.Kind, member.Target, action.Lease, incident.Id, playbook.Id),
                    (isController ? 1 : score) + Math.Min(endorsement.Sensors, 3) * 5 + Math.Min(member.Findings, 5) - place, endorsement, label, fromModel) { Names = member.Names };
            }
        }
    }

    // A response is first for what the rules that call for it saw, and not for whatever else ran in the same hour.
    static HashSet<string> RulesFor(Playbook playbook, Incident incident) =>
        [.. incident.Findings.Select(f => f.Rule).DistinctBy(r => r.Id).Where(r => r.Tags.Any(t => (AttackTable.TechniqueOf(t) is { } technique && IsFor(playbook, technique.Id)) || (AttackTable.TacticOf(t) is { } tactic && playbook.Tactics.Contains(tactic.ShortName)))).Select(r => r.Id)];

    static bool IsFor(Playbook playbook, string technique) => playbook.Techniques.Any(p => technique == p || technique.StartsWith(p + ".", StringComparison.Ordinal));

    // How well it fits: techniques count more than tactics, one named itself more than one of its parents, and those late in the chain more than those
    // at its beginning.
    static int Fit(Playbook playbook, Incident incident)
    {
        var fit = 0;
        foreach (var step in incident.Chain)
        {
            var hits = step.Techniques.Count(t => IsFor(playbook, t.Id));
            var exact = step.Techniques.Count(t => playbook.Techniques.Contains(t.Id));
            fit += hits * (10 + step.Tactic.Order) + 4 * exact + (playbook.Tactics.Contains(step.Tactic.ShortName) ? step.Tactic.Order : 0);
        }

        return fit;
    }

    // A name that somebody typed names nothing yet: no account, no machine is proposed by it. A domain is always somebody's text, and people decide on it.
    static bool IsKnown(ScopeMember member) => member.Label.Integrity >= Integrity.Source || member.Target.Kind == TargetKind.Domain;

    static IEnumerable<ScopeMember> Targets(PlaybookTarget to, CaseScope scope, Incident incident) => to switch
    {
        PlaybookTarget.OutsideActor => scope.Addresses.Where(a => IsOutside(a) && a.Roles.Contains("actor")),
        PlaybookTarget.OutsideCalled => scope.Addresses.Where(a => IsOutside(a) && a.Roles.Contains("object")),
        PlaybookTarget.Outside => scope.Addresses.Where(IsOutside),
        PlaybookTarget.Domain => scope.Members.Where(m => m.Target.Kind == TargetKind.Domain && !m.Target.IsWide),
        PlaybookTarget.Host => scope.Hosts.Where(h => h.Roles.Contains("place")),
        PlaybookTarget.ActingAccount => scope.Accounts.Where(a => a.Roles.Contains("actor")),
        PlaybookTarget.TargetAccount => scope.Accounts.Where(a => a.Roles.Contains("object")).DefaultIfEmpty(scope.Accounts.FirstOrDefault()!).Where(a => a is not null),
        PlaybookTarget.Process => scope.Members.Where(m => m.Target.Kind == TargetKind.Process),
        PlaybookTarget.File => scope.Members.Where(m => m.Target.Kind == TargetKind.File),
        _ => [new ScopeMember(TargetForm.Named(TargetKind.Named, incident.Id.ToString())!, [], incident.Findings.Count, new Label(Integrity.Platform, Confidentiality.Internal, Provenance.None))],
    };

    static bool IsOutside(ScopeMember member) => !ProtectedSet.IsInternal(member.Target) && !ProtectedSet.Shares.Contains(member.Target);
}
