using Hoplite.Detection.Matching;
using Hoplite.Detection.Routing;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>Rules compiled together. Safe to share; each thread matches with a matcher of its own.</summary>
public sealed class RuleSet
{
    readonly PlanCache _plans;

    /// <summary>Compiles rules. The work for each kind of event is done when the first event of that kind turns up.</summary>
    public RuleSet(IReadOnlyList<SigmaRule> rules)
    {
        Rules = rules;
        foreach (var name in ReservedNames.Of(rules)) FieldTable.Reserve(name);
        _plans = new PlanCache(rules, LogSourceCatalogue.Default);
    }

    /// <summary>The rules; a rule's place is its number.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; }

    /// <summary>The numbers of the rules whose log source has delivered events since the rules were compiled: those that can really match here.</summary>
    public IReadOnlySet<int> Reached => _plans.Reached;

    /// <summary>A matcher for one thread.</summary>
    /// <param name="unplaced">The log source of events that no reader could place; null to leave them unplaced.</param>
    public RuleMatcher CreateMatcher(LogSource? unplaced = null) => new(_plans, unplaced);
}
