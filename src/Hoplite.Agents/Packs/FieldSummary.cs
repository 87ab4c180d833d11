using System.Text.Json.Nodes;
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
    readonly Dictionary<string, (int Count, string? Shown, string Kind)> _values = new(StringComparer.Ordinal);

    /// <summary>The label of what is shown of it; shapes show nothing that needs one.</summary>
    public Label Label { get; private set; } = new(Integrity.Platform, Confidentiality.Internal, Provenance.None);

    /// <summary>Takes a value in.</summary>
    public void Add(string value, Label label, EventRecord record)
    {
        if (_values.TryGetValue(value, out var known))
        {
            _values[value] = known with { Count = known.Count + 1 };
            return;
        }

        var (shown, kind) = label.Integrity >= Integrity.Sensor ? Shown(value, record) : (null, "");
        if (shown is not null) Label = Label.Join(Label, label with { From = Provenance.None });
        _values[value] = (1, shown, kind);
    }

    /// <summary>It as data.</summary>
    /// <param name="top">How many values are shown.</param>
    public JsonObject ToJson(int top)
    {
        var data = new JsonObject { ["field"] = field };
        if (_values.Count > 1) data["distinct"] = _values.Count;

        // The name of the member says what the values are, so that the names among them become pseudonyms on their way out.
        var names = _values.Where(v => v.Value.Shown is not null).OrderByDescending(v => v.Value.Count).ThenBy(v => v.Key, StringComparer.Ordinal).Take(top).ToArray();
        foreach (var group in names.GroupBy(n => n.Value.Kind)) data[group.Key] = new JsonArray([.. group.Select(n => (JsonNode)n.Value.Shown!)]);
        if (names.Length == 0) data["shape"] = ValueShape.Of(_values.Keys);
        return data;
    }

    // A path or a title can be true and still be a message; only what has a normal form, or no room, is shown.
    (string? Shown, string Kind) Shown(string value, EventRecord record)
    {
        if (ValueShape.IsNumber(value)) return (value, "numbers");
        foreach (var mention in EntityExtractor.Entities(record))
            if (mention.Field == field && TargetOf.Entity(mention.Entity) is { } target && KindOf(target.Kind) is { } kind) return (target.Text, kind);
        return (null, "");
    }

    static string? KindOf(TargetKind kind) => kind switch
    {
        TargetKind.Address => "ips",
        TargetKind.Host => "hosts",
        TargetKind.Account => "accounts",
        _ => null,
    };
}
