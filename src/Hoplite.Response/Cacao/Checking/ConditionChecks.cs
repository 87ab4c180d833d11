using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Cacao;

/// <summary>Looks whether conditions can be read.</summary>
static class ConditionChecks
{
    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context)
    {
        foreach (var step in playbook.Workflow.Values)
        {
            if (step is IfStep or WhileStep)
            {
                var place = JsonPointer.Of("workflow", step.Id, "condition");
                if (Problem(Text(step)) is { } problem) yield return PlaybookCheck.Error(place, $"the condition cannot be read: {problem}");
                else
                    foreach (var unfit in Condition.Parse(Text(step)).Comparisons.Select(c => Unfit(c, (step.Variables.GetValueOrDefault(c.Variable) ?? playbook.Variables.GetValueOrDefault(c.Variable))?.Type)).OfType<string>())
                        yield return PlaybookCheck.Error(place, unfit);
            }

            if (step is SwitchStep choice && SwitchVariable(choice.Switch) is null)
                yield return PlaybookCheck.Error(JsonPointer.Of("workflow", step.Id, "switch"), "a switch names one variable, such as __name__:value");
        }
    }

    // What could never have an answer, whatever the variable holds. That a variable is not the empty text may be asked of any.
    static string? Unfit(Comparison comparison, string? type)
    {
        var isPattern = comparison.Operator is ComparisonOperator.Matches or ComparisonOperator.Like or ComparisonOperator.IsSubset or ComparisonOperator.IsSuperset;
        if (!isPattern && type is not null && VariableTypes.IsStrict(type) && comparison.Values.OfType<TextLiteral>().FirstOrDefault(t => t.Text.Length > 0 && !VariableTypes.Fits(type is "integer" or "long" ? "float" : type, t.Text)) is { } text)
            return $"{comparison.Variable} is compared with {text}, which no {type} can be";
        if (!isPattern && type is not ("bool" or "integer" or "long" or "float")) return null;
        try
        {
            _ = comparison.Holds(_ => (type ?? "string", type switch { "bool" => "true", "integer" or "long" or "float" => "0", _ => "192.0.2.1" }));
            return null;
        }
        catch (ConditionException wrong)
        {
            return wrong.Message;
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
