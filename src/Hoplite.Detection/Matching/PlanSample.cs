using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>
/// Looks at the first events of a plan to learn which groups of bytes are common at this site; then the plan is compiled once
/// more, with its literals filed under groups that are rare here.
/// </summary>
sealed class PlanSample(Func<GramWeights.Observed?, Plan> recompile)
{
    const int Events = 192;
    const int LongestValue = 2048;

    readonly Lock _gate = new();
    readonly GramWeights.Observed _observed = new();
    int _seen;

    /// <summary>Looks at one event.</summary>
    /// <returns>The better plan once there is one, else null.</returns>
    public Plan? Take(Plan plan, EventBatch batch, int index, EventView view)
    {
        lock (_gate)
        {
            if (_seen >= Events) return null;
            var fields = batch.Fields(index);
            for (var field = 0; field < fields.Length; field++)
                if (plan.SlotOf(fields[field].Name) >= 0 && fields[field].Kind != FieldKind.Null)
                {
                    var text = view.Folded(field);
                    _observed.Add(text[..Math.Min(text.Length, LongestValue)]);
                }

            return ++_seen == Events ? recompile(_observed) : null;
        }
    }
}
