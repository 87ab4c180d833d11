namespace Hoplite.Response.Cacao;

/// <summary>A playbook as people draw it: its steps and the ways between them.</summary>
public static class PlaybookSketch
{
    /// <summary>The steps, the first one first.</summary>
    public static IReadOnlyList<SketchedStep> Of(Playbook playbook) => [.. playbook.Workflow.Values.OrderByDescending(s => s.Id == playbook.WorkflowStart).Select(s => new SketchedStep(
        s.Id, Kind(s), s is StartStep or EndStep ? Kind(s) : s.Title, s.Description ?? "", [.. StepLinks.Of(s).Select(l => new SketchedWay(l.To, When(l)))], s is ActionStep action ? [.. action.Commands.Select(Written)] : []))];

    /// <summary>Whether it does what is hard to take back.</summary>
    public static bool IsDestructive(Playbook playbook) => playbook.Workflow.Values.Any(DestructiveChecks.IsDestructive);

    static string Kind(Step step) => step.Id.Split("--")[0];

    static string When(StepLink link) => link.Member switch
    {
        "on_true" => "yes",
        "on_false" => "no",
        "on_failure" => "when it fails",
        _ when link.Member.StartsWith("cases/", StringComparison.Ordinal) => link.Member[6..],
        _ => "",
    };

    static string Written(Command command)
    {
        try
        {
            return command.Body.Length > 0 ? $"{command.Words} {command.Body}" : command.Words;
        }
        catch (InvalidDataException wrong)
        {
            return wrong.Message;
        }
    }
}

/// <summary>A step.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind, such as <c>if-condition</c>.</param>
/// <param name="Title">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Ways">Where it leads.</param>
/// <param name="Commands">Its commands, placeholders included.</param>
public sealed record SketchedStep(string Id, string Kind, string Title, string Description, IReadOnlyList<SketchedWay> Ways, IReadOnlyList<string> Commands);

/// <summary>A way to another step.</summary>
/// <param name="To">The other step.</param>
/// <param name="When">When it is taken; empty for always.</param>
public sealed record SketchedWay(string To, string When);
