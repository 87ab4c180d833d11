namespace Hoplite.Response.Cacao.Running;

/// <summary>Puts values into PowerShell text. A value of a strict type stands as it is; any other becomes a literal between single quotes, in which every kind of single quote is doubled.</summary>
static class PowerShellText
{
    // PowerShell takes these typographic quotes for the plain one (its language specification §2.3.5.2).
    const string SingleQuotes = "'\u2018\u2019\u201A\u201B";
    const string DoubleQuotes = "\"\u201C\u201D\u201E";

    /// <summary>The text with values in place of placeholders.</summary>
    /// <exception cref="SubstitutionException">A value that is not strict stands between quotes or in a command that is read twice.</exception>
    public static string Substitute(string text, Func<string, VariableNow?> find) => Placeholders.Replace(text, find, (variable, start) =>
    {
        if (variable.IsStrict) return variable.Value!;
        var before = text.AsSpan(0, start);
        if (before.ContainsAny(SingleQuotes) || before.ContainsAny(DoubleQuotes) || before.ContainsAny("`#@$"))
            throw new SubstitutionException("text of any form stands before all quotes, variables and comments of a PowerShell command; give the variable a strict type");
        return text.Contains("Invoke-Expression", StringComparison.OrdinalIgnoreCase) || text.Contains("iex", StringComparison.OrdinalIgnoreCase)
            ? throw new SubstitutionException("the command reads text as a command") : Quote(variable.Value!);
    });

    /// <summary>A value as one literal.</summary>
    public static string Quote(string value)
    {
        var quoted = new System.Text.StringBuilder(value.Length + 8).Append('\'');
        foreach (var unit in value)
        {
            if (SingleQuotes.Contains(unit, StringComparison.Ordinal)) quoted.Append(unit);
            quoted.Append(unit);
        }

        return quoted.Append('\'').ToString();
    }
}
