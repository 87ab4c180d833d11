using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Alerts;

/// <summary>Tells which events are alerts of other tools. One per thread; events of sources that no tool writes cost one look-up.</summary>
sealed class AlertRecogniser
{
    const int LongestName = 512;

    readonly Candidate[] _all = [.. AlertMapping.Default.Tools.Select(t => new Candidate(t))];
    Candidate[]?[] _bySource = [];

    /// <summary>The tool that wrote this event, or null.</summary>
    public AlertTool? Recognise(EventBatch batch, int index)
    {
        var source = batch[index].Source;
        var candidates = source < _bySource.Length && _bySource[source] is { } known ? known : Learn(source);
        foreach (var candidate in candidates)
            if (candidate.Fits(batch.Fields(index))) return candidate.Tool;
        return null;
    }

    /// <summary>The first value of a field, cut where it is longer than a name has any reason to be.</summary>
    public static string? Value(EventBatch batch, int index, string name)
    {
        var canonical = FieldTable.Canonical(FieldTable.Intern(name));
        foreach (ref var field in batch.Fields(index))
        {
            if (FieldTable.Canonical(field.Name) != canonical || field.Kind == FieldKind.Null) continue;
            var text = batch.Text(ref field);
            return Encoding.UTF8.GetString(text[..Math.Min(text.Length, LongestName)]);
        }

        return null;
    }

    Candidate[] Learn(int source)
    {
        if (source >= _bySource.Length) Array.Resize(ref _bySource, Math.Max(source + 1, LogSourceTable.Count));
        var known = LogSourceTable.Get(source);
        return _bySource[source] = [.. _all.Where(c => c.Tool.Product == known.Product && (c.Tool.Service is null || c.Tool.Service == known.Service))];
    }

    sealed class Candidate(AlertTool tool)
    {
        readonly int[] _required = [.. tool.When.Select(n => FieldTable.Canonical(FieldTable.Intern(n)))];

        public AlertTool Tool => tool;

        public bool Fits(ReadOnlySpan<Field> fields)
        {
            foreach (var required in _required)
            {
                var found = false;
                foreach (ref readonly var field in fields) found |= FieldTable.Canonical(field.Name) == required;
                if (!found) return false;
            }

            return true;
        }
    }
}
