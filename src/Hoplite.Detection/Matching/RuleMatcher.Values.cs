using Hoplite.Detection.Correlation;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

public sealed partial class RuleMatcher
{
    readonly Dictionary<(Plan Plan, int Rule), int[]> _valueNames = [];
    byte[] _values = new byte[1024];
    (Plan? Plan, int Rule, int[] Names) _lastNames = (null, 0, []);

    /// <summary>Gathers the values of fields, as a rule names them, from an event the rule matched.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The event.</param>
    /// <param name="rule">The number of the rule.</param>
    /// <param name="fields">Names in the rule's words; always the same for one rule.</param>
    /// <param name="slices">Takes where each value stands in the result.</param>
    /// <returns>The values; valid until the next call.</returns>
    public ReadOnlySpan<byte> Values(EventBatch batch, int index, int rule, IReadOnlyList<string> fields, Span<ValueSlice> slices)
    {
        var names = NamesFor(_router.Route(batch, index), rule, fields);
        var used = 0;
        for (var i = 0; i < names.Length; i++)
        {
            slices[i] = ValueSlice.Absent;
            foreach (ref var field in batch.Fields(index))
            {
                if (FieldTable.Canonical(field.Name) != names[i] || field.Kind == FieldKind.Null) continue;
                var value = batch.Text(ref field);
                if (_values.Length - used < value.Length) Array.Resize(ref _values, Math.Max(_values.Length * 2, used + value.Length));
                value.CopyTo(_values.AsSpan(used));
                slices[i] = new ValueSlice(used, value.Length);
                used += value.Length;
                break;
            }
        }

        return _values.AsSpan(0, used);
    }

    int[] NamesFor(Plan plan, int rule, IReadOnlyList<string> fields)
    {
        if (ReferenceEquals(_lastNames.Plan, plan) && _lastNames.Rule == rule) return _lastNames.Names;
        if (!_valueNames.TryGetValue((plan, rule), out var names)) names = Learn(plan, rule, fields);
        _lastNames = (plan, rule, names);
        return names;
    }

    int[] Learn(Plan plan, int rule, IReadOnlyList<string> fields)
    {
        if (_valueNames.Count > 4096) _valueNames.Clear();
        var words = plan.Programs.FirstOrDefault(p => p.Rule == rule)?.Fields;
        return _valueNames[(plan, rule)] = [.. fields.Select(f => FieldTable.Intern(FieldTable.Canonical(words?.GetValueOrDefault(f, f) ?? f)))];
    }
}
