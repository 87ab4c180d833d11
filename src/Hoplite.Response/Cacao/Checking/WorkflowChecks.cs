using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Cacao;

/// <summary>Looks at the ways through the workflow.</summary>
static class WorkflowChecks
{
    public static IEnumerable<PlaybookCheck.Finding> Start(Playbook playbook, CheckContext context)
    {
        if (!playbook.Workflow.TryGetValue(playbook.WorkflowStart, out var first)) yield return PlaybookCheck.Error("/workflow_start", $"the step {playbook.WorkflowStart} does not exist");
        else if (first is not StartStep) yield return PlaybookCheck.Warning("/workflow_start", "the workflow does not begin at a start step");
        if (!playbook.Workflow.Values.Any(s => s is EndStep)) yield return PlaybookCheck.Error("/workflow", "there is no end step");
    }

    public static IEnumerable<PlaybookCheck.Finding> Ends(Playbook playbook, CheckContext context)
    {
        foreach (var step in playbook.Workflow.Values.Where(s => s is not EndStep && s.Next is null))
        {
            // A step whose every branch comes to an end of its own needs no step behind it.
            var goesOn = step switch
            {
                IfStep choice => choice.OnFalse is not null,
                SwitchStep choice => choice.Cases.ContainsKey("default"),
                ParallelStep => true,
                _ => false,
            };
            if (!goesOn) yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id), $"the way ends behind {step.Title} without an end step");
        }

        foreach (var step in playbook.Workflow.Values.Where(s => s is StartStep or EndStep && s.OnFailure is not null))
            yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id), "a start or end step cannot fail");
    }

    public static IEnumerable<PlaybookCheck.Finding> Reach(Playbook playbook, CheckContext context)
    {
        var reached = StepLinks.Reachable(playbook, playbook.WorkflowStart);
        if (playbook.WorkflowException is { } exception) reached.UnionWith(StepLinks.Reachable(playbook, exception));
        return playbook.Workflow.Values.Where(s => !reached.Contains(s.Id)).Select(s => PlaybookCheck.Warning(JsonPointer.Of("workflow", s.Id), $"no way leads to {s.Title}"));
    }

    public static IEnumerable<PlaybookCheck.Finding> Ways(Playbook playbook, CheckContext context) =>
        playbook.Workflow.Values.Where(s => s.OnCompletion is not null && (s.OnSuccess is not null || s.OnFailure is not null))
            .Select(s => PlaybookCheck.Error(JsonPointer.Of("workflow", s.Id), $"{s.Title} has on_completion and also on_success or on_failure"))
            .Concat(playbook.Workflow.Values.OfType<SwitchStep>().Where(s => s.Cases.Count == 0).Select(s => PlaybookCheck.Error(JsonPointer.Of("workflow", s.Id, "cases"), $"{s.Title} has no case")))
            .Concat(playbook.Workflow.Values.OfType<ParallelStep>().Where(s => s.NextSteps.Distinct(StringComparer.Ordinal).Count() < s.NextSteps.Count)
                .Select(s => PlaybookCheck.Warning(JsonPointer.Of("workflow", s.Id, "next_steps"), $"{s.Title} names a step twice; it runs twice at the same time")));

    public static IEnumerable<PlaybookCheck.Finding> Loops(Playbook playbook, CheckContext context) => Whiles(playbook).Concat(Circles(playbook)).Concat(Calls(playbook));

    static IEnumerable<PlaybookCheck.Finding> Whiles(Playbook playbook)
    {
        foreach (var loop in playbook.Workflow.Values.OfType<WhileStep>())
        {
            var body = StepLinks.Reachable(playbook, loop.OnTrue, loop.Id);
            var set = body.SelectMany(id => Outputs(playbook.Workflow[id])).ToHashSet(StringComparer.Ordinal);
            if (ConditionChecks.VariablesOf(loop.Condition) is { } variables && !variables.Any(set.Contains))
                yield return PlaybookCheck.Error(JsonPointer.Of("workflow", loop.Id, "condition"), $"the loop {loop.Title} cannot end: nothing in it changes a variable of its condition");
        }
    }

    static IEnumerable<PlaybookCheck.Finding> Calls(Playbook playbook) =>
        playbook.Workflow.Values.OfType<PlaybookActionStep>().Where(c => c.PlaybookId == playbook.Id && (c.PlaybookVersion is null || c.PlaybookVersion == playbook.Modified))
            .Select(c => PlaybookCheck.Error(JsonPointer.Of("workflow", c.Id, "playbook_id"), "the playbook calls itself, which cannot end"));

    static IEnumerable<PlaybookCheck.Finding> Circles(Playbook playbook)
    {
        var sure = StepLinks.Circles(playbook, link => link.Kind != LinkKind.Failure);
        foreach (var circle in sure.Where(c => !c.Any(id => playbook.Workflow[id] is WhileStep)))
        {
            var first = circle.Order(StringComparer.Ordinal).First();
            var exits = circle.Any(id => playbook.Workflow[id] is IfStep or SwitchStep && StepLinks.Branches(playbook.Workflow[id]).Any(l => !circle.Contains(l.To)));
            yield return exits
                ? PlaybookCheck.Warning(JsonPointer.Of("workflow", first), "the way goes round in a circle without a while-condition")
                : PlaybookCheck.Error(JsonPointer.Of("workflow", first), "the way goes round in a circle that cannot end");
        }

        foreach (var circle in StepLinks.Circles(playbook, _ => true).Where(c => !c.Any(id => playbook.Workflow[id] is WhileStep) && !sure.Exists(s => s.Overlaps(c))))
            yield return PlaybookCheck.Warning(JsonPointer.Of("workflow", circle.Order(StringComparer.Ordinal).First()), "a failure leads back to the step that failed; it is tried until the run is over");
    }

    static IReadOnlyList<string> Outputs(Step step) => step switch { ActionStep action => action.OutArgs, PlaybookActionStep call => call.OutArgs, _ => [] };
}
