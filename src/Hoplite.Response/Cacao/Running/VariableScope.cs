namespace Hoplite.Response.Cacao.Running;

/// <summary>The variables of one run of one playbook. Branches that run at the same time share it.</summary>
sealed class VariableScope
{
    readonly Lock _gate = new();
    readonly Dictionary<string, PlaybookVariable> _variables;

    /// <summary>The variables as the playbook declares them, with values in place of those given.</summary>
    public VariableScope(string name, Playbook playbook, IReadOnlyDictionary<string, string> given)
    {
        Name = name;
        _variables = playbook.Variables.ToDictionary(v => v.Key, v => given.TryGetValue(v.Key, out var value) ? v.Value with { Value = value } : v.Value, StringComparer.Ordinal);
    }

    /// <summary>The name of the scope in the journal: the way to the playbook, empty for the first.</summary>
    public string Name { get; }

    /// <summary>A variable as a step sees it; null when there is none.</summary>
    public VariableNow? Find(Step step, string name)
    {
        if (step.Variables.TryGetValue(name, out var own)) return new VariableNow(own.Type, Inner(step, own));
        lock (_gate) return _variables.TryGetValue(name, out var variable) ? new VariableNow(variable.Type, variable.Value) : null;
    }

    /// <summary>All variables that have a value, as a step sees them.</summary>
    public Dictionary<string, string> Seen(Step step, IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Count > 0 ? names.Select(VariableChecks.Bare) : step.Variables.Keys)
            if (Find(step, name)?.Value is { } value) seen[name] = value;
        return seen;
    }

    /// <summary>The values that a step may set of those it came with; the rest is left out.</summary>
    /// <returns>Values by name, and what is wrong in one sentence; null when nothing is.</returns>
    public (Dictionary<string, string> Values, string? Problem) Settable(Step step, IReadOnlyList<string> outArgs, IReadOnlyDictionary<string, string> outputs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in outArgs.Select(VariableChecks.Bare))
        {
            if (!outputs.TryGetValue(name, out var value) || step.Variables.ContainsKey(name)) continue;
            PlaybookVariable? variable;
            lock (_gate) variable = _variables.GetValueOrDefault(name);
            if (variable is null) continue;
            if (variable.Constant) return (values, $"{name} is constant and cannot be set");
            if (!VariableTypes.Fits(variable.Type, value)) return (values, $"what came back for {name} is no {variable.Type}");
            values[name] = value;
        }

        return (values, null);
    }

    /// <summary>Sets values that <see cref="Settable"/> let through.</summary>
    public void Set(IReadOnlyDictionary<string, string> values)
    {
        lock (_gate)
            foreach (var (name, value) in values) _variables[name] = _variables[name] with { Value = value };
    }

    // A step variable may get its value from one of the playbook.
    string? Inner(Step step, PlaybookVariable own)
    {
        if (own.Value is not { } value || VariableNames.Placeholders(value).FirstOrDefault() is not { Length: > 0 } holder || holder.Length != value.Length || step.Variables.ContainsKey(holder.Name)) return own.Value;
        lock (_gate) return _variables.GetValueOrDefault(holder.Name)?.Value;
    }
}
