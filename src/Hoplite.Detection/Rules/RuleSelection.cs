using System.Collections.Immutable;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Rules;

/// <summary>Which of the rules that were read are used.</summary>
public sealed record RuleSelection
{
    /// <summary>Rules below this level are left out, unless a correlation needs them.</summary>
    /// <value>The default is informational: all.</value>
    public Level MinLevel { get; init; } = Level.Informational;

    /// <summary>Rules of these statuses are left out.</summary>
    /// <value>The default is deprecated and unsupported.</value>
    public ImmutableHashSet<string> LeftOut { get; init; } = ["deprecated", "unsupported"];

    /// <summary>The rules that are used.</summary>
    public RuleCollection Apply(RuleCollection rules)
    {
        var correlations = rules.Correlations.Where(c => Fits(c.Info)).ToImmutableArray();
        var needed = Needed(rules, correlations);
        return rules with
        {
            Rules = [.. rules.Rules.Where(r => Fits(r.Info) || needed.Contains(r.Info.Id))],
            Correlations = [.. rules.Correlations.Where(c => Fits(c.Info) || needed.Contains(c.Info.Id))],
        };
    }

    bool Fits(RuleInfo info) => info.Level >= MinLevel && !(info.Status is { } status && LeftOut.Contains(status));

    static HashSet<string> Needed(RuleCollection rules, IEnumerable<Correlation.CorrelationRule> roots)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Correlation.CorrelationRule>(roots);
        while (open.TryPop(out var correlation))
            foreach (var watched in correlation.Rules)
                if (needed.Add(watched.Id) && rules.Correlations.FirstOrDefault(c => c.Info.Id == watched.Id) is { } below) open.Push(below);
        return needed;
    }
}
