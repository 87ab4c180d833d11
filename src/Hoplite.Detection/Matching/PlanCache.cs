using System.Collections.Concurrent;
using Hoplite.Detection.Routing;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>Makes each plan once, when the first event of its origin turns up.</summary>
sealed class PlanCache(IReadOnlyList<SigmaRule> rules, LogSourceCatalogue catalogue)
{
    const int MaxPlans = 1 << 15;

    readonly RulesBySource _rules = new(rules);
    readonly ConcurrentDictionary<EventOrigin, Lazy<Plan>> _plans = new();

    /// <summary>The plan for an origin.</summary>
    public Plan Get(EventOrigin origin)
    {
        if (_plans.Count >= MaxPlans) _plans.Clear();
        return _plans.GetOrAdd(origin, o => new Lazy<Plan>(() => First(o))).Value;
    }

    /// <summary>The numbers of the rules that some event so far could have matched, as far as its log source goes.</summary>
    public IReadOnlySet<int> Reached => _plans.Values.Where(p => p.IsValueCreated).SelectMany(p => p.Value.Programs).Select(p => p.Rule).ToHashSet();

    Plan First(EventOrigin origin)
    {
        var compiler = new PlanCompiler(origin, _rules, catalogue);
        var plan = compiler.Compile();
        if (plan.IsLarge) plan.Sample = new PlanSample(compiler.Compile);
        return plan;
    }
}
