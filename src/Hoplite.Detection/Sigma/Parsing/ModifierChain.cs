using System.Collections.Immutable;

namespace Hoplite.Detection.Sigma;

/// <summary>The modifiers of one field in their order, known to make sense together.</summary>
/// <param name="Steps">What happens to each value; <c>all</c> and <c>neq</c> are not among them, since they are about the list.</param>
/// <param name="All">Every value must match, not only one.</param>
/// <param name="Negated">The outcome is turned round.</param>
sealed record ModifierChain(ImmutableArray<string> Steps, bool All, bool Negated)
{
    public bool Expands => Steps.Contains("expand");

    /// <summary>Whether a step reads the value as written instead of as a pattern.</summary>
    public bool ReadsSource => Steps.Contains("re") || Steps.Contains("cidr");

    public bool IsAnchored => Steps.Contains("startswith") || Steps.Contains("endswith");

    enum Kind
    {
        Text,
        Regex,
        Network,
        Existence,
        Reference,
        Comparison,
        TimePart,
    }

    /// <summary>Reads what follows the name of a field, each modifier after a bar.</summary>
    public static ModifierChain Read(ReadOnlySpan<char> written, int line)
    {
        if (written.IsEmpty) return Plain;
        var steps = ImmutableArray.CreateBuilder<string>();
        bool all = false, negated = false;
        foreach (var range in written.Split('|'))
        {
            var name = Known(written[range].Trim(), line);
            if (name == "all") all = true;
            else if (name == "neq") negated = true;
            else steps.Add(name);
        }

        var chain = new ModifierChain(steps.ToImmutable(), all, negated);
        chain.Check(line);
        return chain;
    }

    static readonly ModifierChain Plain = new([], All: false, Negated: false);

    static string Known(ReadOnlySpan<char> name, int line) => name switch
    {
        "all" or "neq" or "contains" or "startswith" or "endswith" or "exists" or "cased" or "windash" or "re" or "i" or "m" or "s" or "base64"
            or "base64offset" or "utf16" or "utf16be" or "cidr" or "lt" or "lte" or "gt" or "gte" or "minute" or "hour" or "day" or "week" or "month"
            or "year" or "expand" or "fieldref" => string.IsInterned(name.ToString()) ?? name.ToString(),
        "wide" or "utf16le" => "wide",
        "ignorecase" => "i",
        "multiline" => "m",
        "dotall" => "s",
        _ => throw new RuleProblem(line, $"The modifier '{name.ToString()}' is not known."),
    };

    static Kind KindOf(string step) => step switch
    {
        "re" or "i" or "m" or "s" => Kind.Regex,
        "cidr" => Kind.Network,
        "exists" => Kind.Existence,
        "fieldref" => Kind.Reference,
        "lt" or "lte" or "gt" or "gte" => Kind.Comparison,
        "minute" or "hour" or "day" or "week" or "month" or "year" => Kind.TimePart,
        _ => Kind.Text,
    };

    /// <summary>A modifier must find the kind of value it changes: text becomes an expression, a network, a reference or a comparison once, and as a whole.</summary>
    void Check(int line)
    {
        string? before = null;
        foreach (var step in Steps)
        {
            if (step == "expand")
            {
                if (before is not null && KindOf(before) is not (Kind.Text or Kind.Regex or Kind.Network)) throw Misplaced(step, before, line);
                continue;
            }

            var legal = (before is null ? Kind.Text : KindOf(before), KindOf(step)) switch
            {
                (Kind.Text, Kind.Text) => true,
                (Kind.Text, Kind.Regex) => before is null && step == "re",
                (Kind.Text, _) => before is null,
                (Kind.Regex, Kind.Regex) => step != "re",
                (Kind.Regex, Kind.Text) => step is "contains" or "startswith" or "endswith",
                (Kind.Reference, Kind.Text) => step is "contains" or "startswith" or "endswith" or "cased",
                (Kind.TimePart, Kind.Comparison) => true,
                _ => false,
            };
            if (!legal) throw Misplaced(step, before, line);
            if (KindOf(step) != Kind.Text || before is null || KindOf(before) == Kind.Text) before = step;
        }

        if (All && Steps.Contains("exists")) throw new RuleProblem(line, "The modifier 'exists' takes one truth value, so 'all' cannot go with it.");
    }

    static RuleProblem Misplaced(string step, string? before, int line) => before is null
        ? new(line, $"The modifier '{step}' needs the modifier 're' before it.")
        : new(line, $"The modifier '{step}' cannot follow '{before}'.");
}
