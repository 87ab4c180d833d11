using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

public sealed partial class RuleMatcher
{
    /// <summary>Which fields made a rule match; for the few events that match, so it may take its time.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The event.</param>
    /// <param name="rule">The number of the rule.</param>
    public IReadOnlyList<MatchedField> Explain(EventBatch batch, int index, int rule)
    {
        var plan = _router.Route(batch, index);
        var program = plan.Programs.FirstOrDefault(p => p.Rule == rule);
        if (program is null) return [];
        Start(plan, batch, index);
        var fields = batch.Fields(index);
        for (var field = 0; field < fields.Length; field++)
            if (plan.SlotOf(fields[field].Name) is >= 0 and var slot) _view.Place(field, slot);

        var matched = new List<MatchedField>();
        foreach (var id in program.Affirmed(_memo))
        {
            var slot = plan.Predicates[id].Slot;
            var named = slot == Predicate.WholeEvent
                ? new MatchedField("keyword", KeywordOf(plan.Predicates[id]))
                : new MatchedField(plan.SlotNames[slot], _view.First(slot) is >= 0 and var first ? Encoding.UTF8.GetString(_view.Text(first)) : "");
            if (!matched.Contains(named)) matched.Add(named);
        }

        return matched;
    }

    static string KeywordOf(Predicate predicate) => predicate is KeywordPredicate { Pattern.Test.Pattern: var pattern } ? pattern.ToString().Trim('*') : "";
}
