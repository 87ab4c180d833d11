using Hoplite.Agents.Drill.LogInject;
using Hoplite.Guard.Text;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Drill;

/// <summary>How agents are commonly built, for comparison: all texts of the case in one prompt, tools offered, and what the model asks for is done. This is what the gate is switched off means.</summary>
[Quarantined("Plays the agent without a gate that the drill compares with; what it does has no effect outside the drill.")]
static class NaiveAgent
{
    /// <summary>What an obedient model makes it do.</summary>
    public static IReadOnlyList<Wish> Work(DrillCase @case)
    {
        // Fields one after the other, as a prompt would hold them; what was cut into several events stands together.
        var records = @case.Incident.Findings.SelectMany(f => f.Events).DistinctBy(e => (e.Source.Path, e.Position)).OrderBy(e => e.Position).ToArray();
        var texts = records.SelectMany(r => r.Fields).Where(f => f.Value is { Length: > 10 }).Select(f => f.Value!).Append(Quarantine.Read(@case.Text)).Append(Joined(records));
        return [.. texts.SelectMany(Instructions.In).Distinct()];
    }

    static string Joined(EventRecord[] records) => string.Concat(records.SelectMany(r => r.Fields.OrderByDescending(f => f.Value?.Length ?? 0).Take(1)).Select(f => f.Value));
}
