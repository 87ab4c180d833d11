using System.Collections.Immutable;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Sigma;

/// <summary>A Sigma filter: what it describes is taken away from the rules whose id or name it gives, or from every rule of the log source when it gives none.</summary>
sealed record FilterRule(string Path, int Line, string? Id, string Title, LogSource LogSource, ImmutableArray<string>? References, Expression Condition)
{
    public static FilterRule Read(YamlMap document, string path, RuleOptions options)
    {
        var title = document.Text("title") ?? throw new RuleProblem(document.Line, "The title is missing.");
        if (document.Find("filter") is not YamlMap filter) throw new RuleProblem(document.Line, "The filter is empty.");
        var references = filter.Find("rules") switch
        {
            YamlScalar { Text: "any" } => (ImmutableArray<string>?)null,
            YamlScalar { IsNull: false } or YamlList { Items.Count: > 0 } => RuleWords.Texts(filter, "rules"),
            _ => throw new RuleProblem(filter.Line, "The filter names no rules."),
        };
        return new FilterRule(path, document.Line, document.Text("id"), title, RuleWords.Source(document), references, DetectionReader.Read(filter, options, "rules"));
    }

    /// <summary>A filter reaches rules whose log source is its own or a narrower one.</summary>
    public bool Reaches(SigmaRule rule) =>
        (References is not { } names || names.Contains(rule.Info.Id) || (rule.Info.Name is { } name && names.Contains(name)))
        && Covers(LogSource.Product, rule.LogSource.Product) && Covers(LogSource.Category, rule.LogSource.Category) && Covers(LogSource.Service, rule.LogSource.Service);

    static bool Covers(string? wide, string? narrow) => wide is null || string.Equals(wide, narrow, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rules with every filter that reaches them; a filter that reaches none is reported, since its author expects otherwise.</summary>
    public static ImmutableArray<SigmaRule> Apply(List<FilterRule> filters, List<SigmaRule> rules, List<RuleRejection> rejections)
    {
        foreach (var filter in filters)
        {
            var reached = false;
            for (var index = 0; index < rules.Count; index++)
            {
                if (!filter.Reaches(rules[index])) continue;
                reached = true;
                rules[index] = rules[index] with { Condition = Excluding(rules[index].Condition, filter.Condition) };
            }

            if (!reached) rejections.Add(new RuleRejection(filter.Path, filter.Line, filter.Id, filter.Title, "The filter reaches none of the rules that were read."));
        }

        return [.. rules];
    }

    static AllOf Excluding(Expression condition, Expression filter) =>
        condition is AllOf all ? all with { Terms = all.Terms.Add(new Not(filter)) } : new AllOf([condition, new Not(filter)]);
}
