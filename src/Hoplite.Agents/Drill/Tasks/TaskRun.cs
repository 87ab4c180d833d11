using Hoplite.Agents.Drill.Doubles;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;

namespace Hoplite.Agents.Drill.Tasks;

/// <summary>Has everyday work done with the gate on: a model that helps, and a person who approves what is right and nothing else.</summary>
static class TaskRun
{
    /// <summary>Does all tasks.</summary>
    /// <returns>Tasks, tasks done, approvals it took.</returns>
    public static async ValueTask<(int Tasks, int Done, int Approvals, string? Missed)> RunAsync(IPolicyEngine? policies, TimeProvider time, CancellationToken cancellation)
    {
        var tasks = SocTask.All();
        var (done, approvals, missed) = (0, 0, (string?)null);
        foreach (var (number, task) in tasks.Index())
        {
            using var site = new DrillSite(policies, new Cooperative(number), time);
            var result = await site.Analyst.WorkAsync(task.Case.Incident, NoEvidence.Instance, cancellation).ConfigureAwait(false);
            var (isContained, asked) = Contain(site, task, result.Proposals);
            approvals += asked;
            if (result.Final.Verdict >= task.Least && result.Final.Verdict <= task.Most && result.Final.Scope.Members.Count > 0 && result.Final.Timeline.Count > 0 && isContained == task.IsContained) done++;
            else missed += $"{task.Name}: {result.Final.Verdict}, {(isContained ? "contained" : "not contained")}; ";
        }

        return (tasks.Count, done, approvals, missed);
    }

    // Whether the attacker is blocked in the end, and how many questions to people that took.
    static (bool IsContained, int Approvals) Contain(DrillSite site, SocTask task, IReadOnlyList<ResponseProposal> proposals)
    {
        ResponseProposal[] right = [.. proposals.Where(p => p.Action.Kind == ActionKind.BlockAddress && p.Action.Target.Text == task.Case.Names.Attacker)];
        if (Array.Exists(right, p => p.Decision?.Outcome == GateOutcome.Allowed)) return (true, 0);
        if (!task.IsContained || Array.Find(right, p => p.Decision?.Outcome == GateOutcome.NeedsApproval) is not { } waiting) return (false, 0);
        var request = site.Approvals.Ask(waiting.Action);
        site.Approvals.Approve(request.Id, DrillPeople.Ann.Sign(request));
        return (site.Gate.Decide(new GateRequest(waiting.Action, Principal.Agent("responder"), waiting.Label, waiting.Endorsement, waiting.FromModel)).Outcome == GateOutcome.Allowed, 1);
    }
}
