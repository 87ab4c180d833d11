using System.Globalization;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Agents.Packs;

/// <summary>What is said of one field of events that are alike.</summary>
/// <param name="field">Its name; of our table, never one that only the source knows.</param>
sealed class FieldSummary(string field)
{
    readonly Dictionary<string, (int Count, string? Shown, string? Kind)> _values = new(StringComparer.Ordinal);

    /// <summary>The label of what is shown of it; shapes show nothing that needs one.</summary>
    public Label Label { get; private set; } = new(Integrity.Platform, Confidentiality.Internal, Provenance.None);

    /// <summary>Whether a value of it is shown; a shape alone tells less.</summary>
    public bool IsShown => _values.Values.Any(v => v.Shown is not null);

    /// <summary>Takes a value in.</summary>
    public void Add(string value, Label label, EventRecord record)
    {
        if (_values.TryGetValue(value, out var known))
        {
            _values[value] = known with { Count = known.Count + 1 };
            return;
        }

        var (shown, kind) = label.Integrity >= Integrity.Sensor ? Shown(value, record) : (null, null);
        if (shown is not null) Label = Label.Join(Label, label with { From = Provenance.None });
        _values[value] = (1, shown, kind);
    }

    /// <summary>It in a row: <c>LogonType=3,10 of 5</c>, or for texts <c>CommandLine~12..80 printable</c>.</summary>
    /// <param name="top">How many values are shown.</param>
    /// <param name="names">Where names stand.</param>
    public string Write(int top, PackNames names)
    {
        var shown = _values.Where(v => v.Value.Shown is not null).OrderByDescending(v => v.Value.Count).ThenBy(v => v.Key, StringComparer.Ordinal).Take(top).Select(v => v.Value.Kind is { } kind ? names.Handle(kind, v.Value.Shown!) : v.Value.Shown!).Distinct().ToArray();
        var text = shown.Length > 0 ? $"{field}={string.Join(',', shown)}" : $"{field}~{ValueShape.Of(_values.Keys)}";
        return _values.Count > Math.Max(1, shown.Length) ? string.Create(CultureInfo.InvariantCulture, $"{text} of {_values.Count}") : text;
    }

    // A path or a title can be true and still be a message; only what has a normal form, or no room, is shown.
    (string? Shown, string? Kind) Shown(string value, EventRecord record)
    {
        if (ValueShape.IsNumber(value)) return (value, null);
        foreach (var mention in EntityExtractor.Entities(record))
            if (mention.Field == field && TargetOf.Entity(mention.Entity) is { } target && KindOf(target.Kind) is { } kind) return (target.Text, kind);
        return (null, null);
    }

    static string? KindOf(TargetKind kind) => kind switch
    {
        TargetKind.Address => PackNames.Addresses,
        TargetKind.Host => PackNames.Hosts,
        TargetKind.Account => PackNames.Accounts,
        _ => null,
    };
}
