using System.Text;
using Hoplite.Guard.Transparency;

namespace Hoplite.Response.Cacao;

/// <summary>Looks at variables.</summary>
static class VariableChecks
{
    static readonly HashSet<string> KnownTypes = new(StringComparer.Ordinal)
    {
        "bool", "dictionary", "float", "hexstring", "integer", "ipv4-addr", "ipv6-addr", "long", "mac-addr", "hash", "md5-hash", "sha1-hash", "sha256-hash", "sha512-hash", "string",
        "uri", "uuid", "domain-name", "email-addr",
    };

    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context) => Declared(playbook).Concat(Used(playbook)).Concat(Unset(playbook)).Concat(Unused(playbook));

    static IEnumerable<PlaybookCheck.Finding> Declared(Playbook playbook)
    {
        var all = playbook.Variables.Values.Select(v => (Pointer: JsonPointer.Of("playbook_variables", v.Name), Variable: v))
            .Concat(playbook.Workflow.Values.SelectMany(s => s.Variables.Values.Select(v => (Pointer: JsonPointer.Of("workflow", s.Id, "step_variables", v.Name), Variable: v))));
        foreach (var (pointer, variable) in all)
        {
            if (!VariableNames.IsName(variable.Name)) yield return PlaybookCheck.Error(pointer, $"{variable.Name} is no name of a variable");
            if (!KnownTypes.Contains(variable.Type)) yield return PlaybookCheck.Warning(JsonPointer.Join(pointer, "type"), $"the type {variable.Type} is not known; the value is taken as text");
            if (variable.Value is { } value && !IsPlaceholder(value) && !VariableTypes.Fits(variable.Type, value) && !(value.Length == 0 && variable.External))
                yield return PlaybookCheck.Error(JsonPointer.Join(pointer, "value"), $"the value of {variable.Name} is no {variable.Type}");
            if (variable is { Constant: true, Value: null, External: false }) yield return PlaybookCheck.Error(pointer, $"the constant {variable.Name} has no value");
            if (variable.External && pointer.StartsWith("/workflow/", StringComparison.Ordinal)) yield return PlaybookCheck.Warning(JsonPointer.Join(pointer, "external"), $"{variable.Name} is a variable of a step, and nobody outside can set one");
            if (variable is { External: true, Value: null or "" }) yield return PlaybookCheck.Warning(pointer, $"{variable.Name} has no value; whoever starts the playbook must give one");
        }
    }

    static IEnumerable<PlaybookCheck.Finding> Used(Playbook playbook)
    {
        foreach (var step in playbook.Workflow.Values)
        {
            var place = JsonPointer.Of("workflow", step.Id);
            PlaybookVariable? Declaration(string name) => step.Variables.GetValueOrDefault(name) ?? playbook.Variables.GetValueOrDefault(name);
            foreach (var name in UsedBy(step, playbook).Distinct(StringComparer.Ordinal).Where(n => Declaration(n) is null)) yield return PlaybookCheck.Error(place, $"the variable {name} is not declared");
            var (ins, outs) = step switch { ActionStep a => (a.InArgs, a.OutArgs), PlaybookActionStep p => (p.InArgs, p.OutArgs), _ => ([], []) };
            for (var i = 0; i < ins.Count; i++)
                if (Declaration(Bare(ins[i])) is null) yield return PlaybookCheck.Error($"{place}/in_args/{i}", $"the variable {ins[i]} is not declared");
            for (var i = 0; i < outs.Count; i++)
            {
                if (Declaration(Bare(outs[i])) is not { } variable) yield return PlaybookCheck.Warning($"{place}/out_args/{i}", $"the variable {outs[i]} is not declared; what is put into it is lost");
                else if (variable.Constant) yield return PlaybookCheck.Error($"{place}/out_args/{i}", $"{outs[i]} is constant and cannot be set");
            }
        }
    }

    // A value that nothing gives, neither the playbook, nor whoever starts it, nor a step.
    static IEnumerable<PlaybookCheck.Finding> Unset(Playbook playbook)
    {
        var set = playbook.Workflow.Values.SelectMany(s => s switch { ActionStep a => a.OutArgs, PlaybookActionStep p => p.OutArgs, _ => [] }).Select(Bare).ToHashSet(StringComparer.Ordinal);
        var used = playbook.Workflow.Values.SelectMany(s => UsedBy(s, playbook)).ToHashSet(StringComparer.Ordinal);
        return playbook.Variables.Values.Where(v => v is { Value: null, External: false, Constant: false } && used.Contains(v.Name) && !set.Contains(v.Name))
            .Select(v => PlaybookCheck.Warning(JsonPointer.Of("playbook_variables", v.Name), $"{v.Name} is used, and nothing gives it a value"));
    }

    static IEnumerable<PlaybookCheck.Finding> Unused(Playbook playbook)
    {
        if (playbook.Variables.Count == 0) yield break;

        // Any mention counts, also one in an extension or a description of what to do by hand.
        var text = Encoding.UTF8.GetString(CanonicalJson.Bytes(playbook.Json));
        var used = playbook.Workflow.Values.SelectMany(s => UsedBy(s, playbook)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in playbook.Variables.Keys.Where(n => !used.Contains(n) && Count(text, n) == Count(text, $"\"{n}\":")))
            yield return PlaybookCheck.Warning(JsonPointer.Of("playbook_variables", name), $"the variable {name} is not used");
    }

    /// <summary>The variables whose values a step needs.</summary>
    public static IEnumerable<string> UsedBy(Step step, Playbook playbook) => step switch
    {
        IfStep choice => ConditionChecks.VariablesOf(choice.Condition) ?? [],
        WhileStep loop => ConditionChecks.VariablesOf(loop.Condition) ?? [],
        SwitchStep choice => ConditionChecks.SwitchVariable(choice.Switch) is { } name ? [name] : [],
        ActionStep action => action.Commands.SelectMany(Texts).Concat(action.Targets.Append(action.Agent).SelectMany(id => Addresses(playbook, id)))
            .SelectMany(t => VariableNames.Placeholders(t).Select(p => p.Name)),
        _ => [],
    };

    static IEnumerable<string> Texts(Command command)
    {
        string Safe(Func<string> read)
        {
            try
            {
                return read();
            }
            catch (InvalidDataException)
            {
                return "";
            }
        }

        return [Safe(() => command.Words), Safe(() => command.Body), .. command.Headers.SelectMany(h => h.Value)];
    }

    static IEnumerable<string> Addresses(Playbook playbook, string id) =>
        (playbook.Targets.GetValueOrDefault(id) ?? playbook.Agents.GetValueOrDefault(id)) is { } party ? party.Addresses.SelectMany(a => a.Value).Append(party.Port ?? "") : [];

    static int Count(ReadOnlySpan<char> text, ReadOnlySpan<char> part)
    {
        var count = 0;
        for (int at; (at = text.IndexOf(part, StringComparison.Ordinal)) >= 0; text = text[(at + part.Length)..]) count++;
        return count;
    }

    static bool IsPlaceholder(string value) => VariableNames.Placeholders(value).Any();

    internal static string Bare(string name) => name.EndsWith(VariableNames.Suffix, StringComparison.Ordinal) ? name[..^VariableNames.Suffix.Length] : name;
}
