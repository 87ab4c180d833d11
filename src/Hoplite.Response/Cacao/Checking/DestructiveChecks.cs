using System.Text.Json;
using System.Text.RegularExpressions;
using Hoplite.Response.Cacao.Commands;

namespace Hoplite.Response.Cacao;

/// <summary>Looks at steps that are hard to take back.</summary>
static partial class DestructiveChecks
{
    static readonly HashSet<string> Activities = new(StringComparer.Ordinal) { "restrict-access", "disconnect-system", "eliminate-risk", "configure-systems", "revert-system" };

    static readonly HashSet<string> OpenC2Actions = new(StringComparer.Ordinal) { "deny", "contain", "delete", "stop", "restart", "redirect", "remediate", "set", "update" };

    /// <summary>Whether a step changes something that people rely on: by what it says of itself, or by its words.</summary>
    public static bool IsDestructive(Step step) => step is ActionStep action && action.Commands.Any(IsDestructive);

    public static IEnumerable<PlaybookCheck.Finding> Approval(Playbook playbook, CheckContext context)
    {
        if (playbook.Signatures.Count > 0) yield break;
        var unapproved = ReachableWithoutPerson(playbook);
        foreach (var step in playbook.Workflow.Values.Where(s => IsDestructive(s) && unapproved.Contains(s.Id) && !IsGuarded(playbook, (ActionStep)s)))
            yield return PlaybookCheck.Warning(JsonPointer.Of("workflow", step.Id), $"{step.Title} is hard to take back, and neither a manual step nor a signature stands before it");
    }

    public static IEnumerable<PlaybookCheck.Finding> Rollback(Playbook playbook, CheckContext context) =>
        playbook.WorkflowException is not null ? [] : playbook.Workflow.Values.Where(s => IsDestructive(s) && s.OnFailure is null && !HasLease((ActionStep)s))
            .Select(s => PlaybookCheck.Warning(JsonPointer.Of("workflow", s.Id), $"{s.Title} is hard to take back, and has no on_failure, no workflow_exception and no duration"));

    // What this platform itself is asked to do passes its gate, which asks people where they must be asked.
    static bool IsGuarded(Playbook playbook, ActionStep step) =>
        playbook.Agents.TryGetValue(step.Agent, out var agent) && OpenC2Runner.IsLocal(agent) && step.Commands.Where(IsDestructive).All(c => c.Kind == CommandKind.OpenC2Http);

    static bool IsDestructive(Command command)
    {
        if (command.Kind == CommandKind.Manual) return false;
        if (command.Activity is { } activity && Activities.Contains(activity)) return true;
        return command.Kind switch
        {
            CommandKind.Bash or CommandKind.Ssh => ShellWords().IsMatch(Words(command)),
            CommandKind.PowerShell => PowerShellWords().IsMatch(Words(command)),
            CommandKind.HttpApi => Words(command).StartsWith("DELETE ", StringComparison.OrdinalIgnoreCase),
            CommandKind.OpenC2Http => OpenC2(command) is { } message && message.Text("action") is { } action && OpenC2Actions.Contains(action),
            _ => false,
        };
    }

    static bool HasLease(ActionStep step) => step.Commands.Any(c =>
        c.Kind == CommandKind.OpenC2Http && OpenC2(c) is { } message && message.Members("args").Any(m => m.Name is "duration" or "stop_time"));

    static JsonElement? OpenC2(Command command)
    {
        try
        {
            using var document = JsonDocument.Parse(command.Body);
            return document.RootElement.Clone();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    static string Words(Command command)
    {
        try
        {
            return command.Words;
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    static HashSet<string> ReachableWithoutPerson(Playbook playbook)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([playbook.WorkflowStart]);
        while (open.TryPop(out var id))
        {
            if (!playbook.Workflow.TryGetValue(id, out var step) || !seen.Add(id)) continue;

            // Behind a step that a person does, that person has seen what comes.
            if (step is ActionStep action && action.Commands.Any(c => c.Kind == CommandKind.Manual)) continue;
            foreach (var link in StepLinks.Of(step)) open.Push(link.To);
        }

        return seen;
    }

    [GeneratedRegex(@"\b(nft|iptables|ip6tables|ufw|firewall-cmd|userdel|usermod|passwd|chpasswd|kill|pkill|killall|shutdown|reboot|poweroff|halt|mkfs\S*|dd|rm|shred|wipefs|ip link|ifdown|systemctl (stop|disable|mask|kill)|docker (rm|stop|kill)|virsh (destroy|undefine))\b", RegexOptions.NonBacktracking)]
    private static partial Regex ShellWords();

    [GeneratedRegex(@"\b(Remove|Disable|Stop|Restart|Clear|Block|Revoke|Uninstall)-[A-Za-z]+\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex PowerShellWords();
}
