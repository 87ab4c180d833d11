using System.Text;

namespace Hoplite.Response.Cacao.Running;

/// <summary>A dry run: the ways through a playbook, the exact commands, their targets, the way back and where a person is needed. It has no effect.</summary>
/// <param name="Steps">The steps, in the order of the workflow; all branches are shown, one after the other.</param>
/// <param name="Problem">Why the playbook would be refused; null when it would run.</param>
public sealed record Rehearsal(IReadOnlyList<RehearsedStep> Steps, string? Problem)
{
    /// <summary>Rehearses a playbook.</summary>
    /// <param name="playbook">The playbook.</param>
    /// <param name="variables">Values of its external variables.</param>
    /// <param name="runners">What would give the commands.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="options">Bounds; null for the usual ones.</param>
    public static Rehearsal Of(Playbook playbook, IReadOnlyDictionary<string, string> variables, IEnumerable<ICommandRunner> runners, DateTimeOffset now, EngineOptions? options = null)
    {
        var walk = new RehearsalWalk(playbook, new VariableScope("", playbook, variables), runners.ToDictionary(r => r.Kind));
        walk.Go(playbook.WorkflowStart, 0);
        if (playbook.WorkflowException is { } exception && playbook.Workflow.GetValueOrDefault(exception) is not (null or EndStep)) walk.Go(exception, 0, "when a step fails");
        return new Rehearsal(walk.Steps, PlaybookEngine.WhyNot(playbook, variables, options ?? new EngineOptions(), now));
    }

    /// <summary>The rehearsal as text for people, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Problem is not null) text.Append("would not run: ").Append(Problem).Append('\n');
        foreach (var step in Steps)
        {
            var margin = new string(' ', 2 * step.Depth);
            text.Append(margin).Append(step.Branch.Length > 0 ? $"[{step.Branch}] " : "").Append(step.Kind).Append(": ").Append(step.Title).Append('\n');
            foreach (var line in step.Commands) text.Append(margin).Append("    ").Append(line.ReplaceLineEndings("\n" + margin + "      ")).Append('\n');
            if (step.NeedsPerson) text.Append(margin).Append("    needs a person\n");
            if (step.WayBack.Length > 0) text.Append(margin).Append("    when it fails: ").Append(step.WayBack).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>One step of a rehearsal.</summary>
/// <param name="Depth">How many branches it lies in.</param>
/// <param name="Branch">When the branch that begins with it is taken; empty inside a branch.</param>
/// <param name="StepId">The id of the step.</param>
/// <param name="Kind">Which kind of step.</param>
/// <param name="Title">Its name.</param>
/// <param name="Commands">The very commands, with their targets, as far as values are known.</param>
/// <param name="NeedsPerson">Whether it waits for a person.</param>
/// <param name="WayBack">What happens when it fails; empty where nothing can fail.</param>
public sealed record RehearsedStep(int Depth, string Branch, string StepId, string Kind, string Title, IReadOnlyList<string> Commands, bool NeedsPerson, string WayBack);
