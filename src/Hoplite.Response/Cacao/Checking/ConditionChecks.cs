using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Cacao;

/// <summary>Looks whether conditions can be read.</summary>
static class ConditionChecks
{
    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context)
    {
        foreach (var step in playbook.Workflow.Values)
        {
            if (step is IfStep or WhileStep && Problem(Text(step)) is { } problem)
                yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id, "condition"), $"the condition cannot be read: {problem}");
            if (step is SwitchStep choice && SwitchVariable(choice.Switch) is null)
                yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id, "switch"), "a switch names one variable, such as __name__:value");
        }
    }

    /// <summary>The variables of a condition; null when it cannot be read.</summary>
    public static IReadOnlyList<string>? VariablesOf(string condition)
    {
        try
        {
            return [.. Condition.Parse(condition).Variables];
        }
        catch (ConditionException)
        {
            return null;
        }
    }

    /// <summary>The name of the variable of a switch; null when it is written in another way.</summary>
    public static string? SwitchVariable(string text)
    {
        var name = text.EndsWith(VariableNames.Suffix, StringComparison.Ordinal) ? text[..^VariableNames.Suffix.Length] : text;
        return VariableNames.IsName(name) ? name : null;
    }

    static string Text(Step step) => step is IfStep choice ? choice.Condition : ((WhileStep)step).Condition;

    static string? Problem(string condition)
    {
        try
        {
            _ = Condition.Parse(condition);
            return null;
        }
        catch (ConditionException wrong)
        {
            return wrong.Message;
        }
    }
}
