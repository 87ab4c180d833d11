namespace Hoplite.Response.Cacao.Running;

/// <summary>Walks through a playbook without doing anything.</summary>
sealed class RehearsalWalk(Playbook playbook, VariableScope scope, IReadOnlyDictionary<CommandKind, ICommandRunner> runners)
{
    readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public List<RehearsedStep> Steps { get; } = [];

    public void Go(string from, int depth, string branch = "")
    {
        for (var id = from; id is not null && playbook.Workflow.TryGetValue(id, out var step);)
        {
            if (!_seen.Add(id))
            {
                if (step is not EndStep) Steps.Add(new RehearsedStep(depth, branch, id, "goes on at", step.Title, [], false, ""));
                return;
            }

            if (step is not (StartStep or EndStep)) Steps.Add(Show(step, depth, branch));
            branch = "";
            foreach (var link in StepLinks.Branches(step)) Go(link.To, depth + 1, Words(step, link));
            if (step.OnFailure is { } failure && !_seen.Contains(failure)) Go(failure, depth + 1, $"when {step.Title} fails");
            id = step.Next!;
        }
    }

    RehearsedStep Show(Step step, int depth, string branch)
    {
        var commands = step switch
        {
            ActionStep action => [.. (action.Targets.Count > 0 ? action.Targets : [action.Agent]).SelectMany(t => action.Commands.SelectMany(c => Lines(action, c, t)))],
            IfStep choice => [choice.Condition],
            WhileStep loop => [loop.Condition],
            SwitchStep choice => [choice.Switch],
            PlaybookActionStep call => [call.PlaybookId],
            _ => (List<string>)[],
        };
        var back = step.OnFailure is { } failure ? Title(failure) : playbook.WorkflowException is { } exception ? Title(exception) : "the run ends as failed";
        return new RehearsedStep(depth, branch, step.Id, Kind(step), step.Title, commands, step is ActionStep a && a.Commands.Any(c => c.Kind == CommandKind.Manual), step is ActionStep or PlaybookActionStep ? back : "");
    }

    IEnumerable<string> Lines(ActionStep step, Command command, string targetId)
    {
        VariableNow? Find(string name) => scope.Find(step, name);
        if ((playbook.Targets.GetValueOrDefault(targetId) ?? playbook.Agents.GetValueOrDefault(targetId)) is not { } target || playbook.Agents.GetValueOrDefault(step.Agent) is not { } agent) return ["refused: an agent or target does not exist"];
        try
        {
            if (!runners.TryGetValue(command.Kind, out var runner)) return [$"refused: commands of the kind {CommandKinds.NameOf(command.Kind)} cannot be run here"];
            target = CommandSubstitution.Resolve(target, Find);
            var login = (target.Authentication ?? agent.Authentication) is { } id ? playbook.AuthenticationInfos.GetValueOrDefault(id) : null;
            var call = new CommandCall(Guid.Empty, step.Id, Guid.Empty, CommandSubstitution.Resolve(command, Find), CommandSubstitution.Resolve(agent, Find), target, login, scope.Seen(step, step.InArgs), step.OutArgs, TimeSpan.Zero);
            return [.. runner.Rehearse(call).Select(line => $"on {target.Name}: {line}")];
        }
        catch (SubstitutionException wrong)
        {
            // A value that only a step before this one will set cannot be known yet.
            return [$"on {target.Name}: {CommandKinds.NameOf(command.Kind)} as written, {Safe(command)} ({wrong.Message})"];
        }
    }

    static string Safe(Command command)
    {
        try
        {
            return command.Words;
        }
        catch (InvalidDataException)
        {
            return "unreadable";
        }
    }

    string Title(string id) => playbook.Workflow.GetValueOrDefault(id)?.Title ?? id;

    static string Words(Step step, StepLink link) => (step, link.Member) switch
    {
        (IfStep, "on_true") => "if so",
        (IfStep, _) => "if not",
        (WhileStep, _) => "as long as so",
        (SwitchStep, var member) => $"case {member["cases/".Length..]}",
        _ => "at the same time",
    };

    static string Kind(Step step) => step switch
    {
        ActionStep => "action", PlaybookActionStep => "playbook", ParallelStep => "parallel", IfStep => "if", WhileStep => "while", SwitchStep => "switch", _ => "step",
    };
}
