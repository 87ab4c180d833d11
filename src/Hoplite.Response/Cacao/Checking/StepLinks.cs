namespace Hoplite.Response.Cacao;

/// <summary>One way from a step to another.</summary>
/// <param name="Member">The member that names it, such as <c>on_failure</c>.</param>
/// <param name="To">The id of the other step.</param>
/// <param name="Kind">When it is taken.</param>
readonly record struct StepLink(string Member, string To, LinkKind Kind);

/// <summary>When a way is taken.</summary>
enum LinkKind
{
    /// <summary>Behind the step.</summary>
    Next,

    /// <summary>When the step failed.</summary>
    Failure,

    /// <summary>Into a branch of the step.</summary>
    Branch,
}

/// <summary>The ways between steps.</summary>
static class StepLinks
{
    /// <summary>All ways out of a step.</summary>
    public static IEnumerable<StepLink> Of(Step step)
    {
        if (step.OnCompletion is { } completion) yield return new StepLink("on_completion", completion, LinkKind.Next);
        if (step.OnSuccess is { } success) yield return new StepLink("on_success", success, LinkKind.Next);
        if (step.OnFailure is { } failure) yield return new StepLink("on_failure", failure, LinkKind.Failure);
        foreach (var link in Branches(step)) yield return link;
    }

    /// <summary>The ways into the branches of a step.</summary>
    public static IEnumerable<StepLink> Branches(Step step) => step switch
    {
        IfStep choice => choice.OnFalse is { } no ? [new StepLink("on_true", choice.OnTrue, LinkKind.Branch), new StepLink("on_false", no, LinkKind.Branch)] : [new StepLink("on_true", choice.OnTrue, LinkKind.Branch)],
        WhileStep loop => [new StepLink("on_true", loop.OnTrue, LinkKind.Branch)],
        ParallelStep fork => fork.NextSteps.Select((s, i) => new StepLink($"next_steps/{i}", s, LinkKind.Branch)),
        SwitchStep choice => choice.Cases.Select(c => new StepLink(JsonPointer.Of("cases", c.Key)[1..], c.Value, LinkKind.Branch)),
        _ => [],
    };

    /// <summary>The ids of all steps that can be reached from one, itself included; the way stops at a step named.</summary>
    public static HashSet<string> Reachable(Playbook playbook, string from, string? stop = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
            if (id != stop && playbook.Workflow.TryGetValue(id, out var step) && seen.Add(id))
                foreach (var link in Of(step)) open.Push(link.To);
        return seen;
    }

    /// <summary>Sets of steps that can all reach each other, where there is a way round.</summary>
    public static List<HashSet<string>> Circles(Playbook playbook, Func<StepLink, bool> counts)
    {
        var circles = new List<HashSet<string>>();
        var reach = playbook.Workflow.Keys.ToDictionary(id => id, id => From(playbook, id, counts), StringComparer.Ordinal);
        foreach (var id in playbook.Workflow.Keys.Where(id => reach[id].Contains(id) && !circles.Exists(c => c.Contains(id))))
            circles.Add([.. reach[id].Where(other => reach[other].Contains(id))]);
        return circles;
    }

    static HashSet<string> From(Playbook playbook, string from, Func<StepLink, bool> counts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
            foreach (var link in Of(playbook.Workflow[id]).Where(l => counts(l) && playbook.Workflow.ContainsKey(l.To)))
                if (seen.Add(link.To)) open.Push(link.To);
        return seen;
    }
}
