using Hoplite.Agents.Playbooks;
using Hoplite.Detection;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Investigating;

/// <summary>Looks into an incident without any model: a fixed plan of steps that only read, a verdict by arithmetic, responses of the library. The same incident and evidence give the same answer.</summary>
/// <param name="trust">The labels of fields.</param>
/// <param name="origin">Tells who saw an event.</param>
/// <param name="library">The playbooks.</param>
/// <param name="time">The clock.</param>
public sealed class Investigator(FieldTrust trust, Func<EventRecord, SensorOrigin> origin, PlaybookLibrary library, TimeProvider time)
{
    const int MostFollowed = 4;

    static readonly TimeSpan Around = TimeSpan.FromMinutes(15);
    static readonly TimeSpan Back = TimeSpan.FromDays(30);
    static readonly TimeSpan EndorsementWindow = TimeSpan.FromHours(24);

    readonly Proposer _proposer = new(library);
    readonly Endorser _endorser = new(trust, origin, EndorsementWindow);

    /// <summary>The proposer, for playbooks a model chose.</summary>
    public Proposer Proposer => _proposer;

    /// <summary>Looks into an incident.</summary>
    public Investigation Investigate(Incident incident, IEvidence evidence, CancellationToken cancellation)
    {
        var steps = new List<InvestigationStep>();
        var gaps = new List<string>();
        T Step<T>(StepKind kind, string what, Func<T> look, Func<T, (long Seen, Label Label)> seen)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            var result = look();
            var (count, label) = seen(result);
            steps.Add(new InvestigationStep(kind, what, count, time.GetElapsedTime(started), label));
            return result;
        }

        var platform = new Label(Integrity.Platform, Confidentiality.Internal, Provenance.Of(incident.Findings.Take(Provenance.Most).Select(f => f.Id.ToString())));
        Step(StepKind.ReadFindings, "the findings and the rules behind them", () => incident.Findings, f => (f.Count, platform));
        var scope = Step(StepKind.FindScope, "machines, accounts, addresses, domains and files", () => CaseScope.Of(_endorser.Read(incident.Findings)), s => (s.Members.Count, Label.Join(s.Members.Select(m => m.Label).Append(platform))));
        var success = Step(StepKind.CheckSuccess, "failed logons that were followed by a successful one from the same address", () => LogonSequence.SuccessAfterFailures(incident.Findings), s => (s ? 1 : 0, platform));
        Follow(incident, evidence, scope, steps, gaps, cancellation);
        var past = Step(StepKind.LookBack, "earlier incidents of the same rules", () => evidence.Like(incident), p => (p?.Count ?? 0, platform));
        if (past is null) gaps.Add("Earlier incidents are not kept here, so nothing is known of how they ended");
        var known = Step(StepKind.AskIntelligence, "what threat intelligence makes of addresses, domains and files from outside", () => Ask(scope, evidence, gaps), k => (k.Count(a => a.Known.Standing != ReputationStanding.Unknown), platform));

        var reasons = VerdictRules.Reasons(incident, success, past, known);
        var isKnown = known.Exists(k => k.Known.Standing == ReputationStanding.Bad);
        var (verdict, confidence) = VerdictRules.Of(reasons, !isKnown && VerdictRules.IsExplained(past), incident.Severity);
        var proposals = Step(StepKind.Propose, "responses of the library that fit, and what confirms their targets", () => _proposer.Propose(incident, scope, verdict), p => (p.Count, Label.Join(p.Select(x => x.Label).Append(platform))));
        if (incident.Findings.Any(f => f.Time is null)) gaps.Add("Some events have no time, so their place in the timeline is not certain");
        return new Investigation(incident.Id, verdict, confidence, VerdictSource.Rules, reasons, FlipFacts.Of(incident, verdict, scope, success), scope, incident.Chain, incident.Timeline, proposals, steps, gaps);
    }

    static List<(ScopeMember Member, Reputation Known)> Ask(CaseScope scope, IEvidence evidence, List<string> gaps)
    {
        var answers = new List<(ScopeMember, Reputation)>();
        foreach (var member in ReputationCheck.Asked(scope))
        {
            if (evidence.Known(member.Target) is not { } known)
            {
                gaps.Add("No threat intelligence is at hand, so nothing is known of what others say");
                break;
            }

            answers.Add((member, known));
        }

        return answers;
    }

    void Follow(Incident incident, IEvidence evidence, CaseScope scope, List<InvestigationStep> steps, List<string> gaps, CancellationToken cancellation)
    {
        if (incident.First is not { } first || incident.Last is not { } last)
        {
            gaps.Add("The incident has no time, so nothing around it was looked at");
            return;
        }

        var outside = scope.Addresses.Where(a => !Guard.Gating.ProtectedSet.IsInternal(a.Target)).Take(MostFollowed);
        foreach (var (member, from, until, kind) in scope.Hosts.Take(MostFollowed).Select(h => (h, first - Around, last + Around, StepKind.LookAround)).Concat(outside.Concat(scope.Accounts.Take(2)).Select(o => (o, last - Back, last + Around, StepKind.FollowEntity))))
        {
            var started = time.GetTimestamp();
            if (evidence.About(member.Target, from, until, cancellation) is not { } seen)
            {
                gaps.Add(kind == StepKind.LookAround ? $"What else happened on {member.Target.Text} could not be looked at" : $"Where else {member.Target.Text} was seen could not be looked at");
                continue;
            }

            var words = kind == StepKind.LookAround ? $"what else happened on {member.Target.Text} within {Around.TotalMinutes:0} minutes" : $"where else {member.Target.Text} was seen within {Back.TotalDays:0} days: {(seen.Machines == 1 ? "1 machine" : $"{seen.Machines} machines")}";
            steps.Add(new InvestigationStep(kind, words, seen.Events, time.GetElapsedTime(started), member.Label));
        }
    }
}
