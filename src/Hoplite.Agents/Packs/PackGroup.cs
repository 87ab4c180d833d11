using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Agents.Roles;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Labels;
using Hoplite.Incidents.Attack;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Packs;

/// <summary>Findings that are alike: of one rule, one kind of source and one machine.</summary>
/// <param name="rule">The rule.</param>
/// <param name="source">The kind of source.</param>
/// <param name="host">The machine, if it is certain.</param>
sealed class PackGroup(RuleInfo rule, LogSource source, string? host)
{
    readonly HashSet<Guid> _findings = [];
    readonly Dictionary<string, EventRecord> _events = new(StringComparer.Ordinal);
    readonly Dictionary<string, (FieldSummary Summary, bool IsMatched)> _fields = new(StringComparer.Ordinal);
    (DateTimeOffset? First, DateTimeOffset? Last) _time;
    int _unlisted;

    public RuleInfo Rule => rule;

    public int Findings => _findings.Count;

    public DateTimeOffset? First => _time.First;

    public IReadOnlyDictionary<string, EventRecord> Events => _events;

    /// <summary>What orders groups that are equally telling.</summary>
    public string Key { get; } = $"{rule.Id}\n{source.Product}\n{source.Category}\n{source.Service}\n{host}";

    public IReadOnlyList<string> Tactics { get; } = TacticsOf(rule);

    /// <summary>The label of what is shown.</summary>
    public Label Label => Label.Join(_fields.Values.Select(f => f.Summary.Label));

    public PackLine Line => new(FactSheet.RuleName(rule.Id), host, Tactics, Findings, [.. _events.Keys.Order(StringComparer.Ordinal)]);

    public void Add(Finding finding, EventRecord record, FieldTrust trust, Integrity channel)
    {
        _findings.Add(finding.Id);
        if (!_events.TryAdd(EventId.Of(record), record)) return;
        if (record.Time is { } time) _time = (_time.First is { } first && first < time ? first : time, _time.Last is { } last && last > time ? last : time);
        var type = trust.TypeOf(record);
        foreach (var (name, value) in record.Fields)
        {
            if (value is null) continue;

            // The name of a field can be an outsider's as well; those of the table are ours.
            if (type is null || !type.Fields.Contains(name))
            {
                _unlisted++;
                continue;
            }

            if (!_fields.TryGetValue(name, out var known)) known = (new FieldSummary(name), false);
            known.Summary.Add(value, trust.Of(record, name, channel), record);
            _fields[name] = known with { IsMatched = known.IsMatched || finding.Matched.Any(m => m.Name == name) };
        }
    }

    /// <summary>It as data.</summary>
    /// <param name="fields">How many fields are told of.</param>
    /// <param name="top">How many values of each.</param>
    public JsonObject ToJson(int fields, int top)
    {
        var data = new JsonObject { ["rule"] = FactSheet.RuleName(rule.Id), ["level"] = rule.Level.ToString().ToLowerInvariant(), ["events"] = _events.Count, ["id"] = _events.Keys.Min(StringComparer.Ordinal) };
        if (Tactics.Count > 0) data["tactics"] = string.Join(' ', Tactics);
        if (host is not null) data["host"] = host;
        if (_time is { First: { } first, Last: { } last }) (data["first"], data["seconds"]) = (first.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), (long)(last - first).TotalSeconds);
        if (fields == 0) return data;
        data["fields"] = new JsonArray([.. _fields.OrderByDescending(f => f.Value.IsMatched).ThenBy(f => f.Key, StringComparer.Ordinal).Take(fields).Select(f => (JsonNode)f.Value.Summary.ToJson(top))]);
        if (_unlisted > 0) data["other_values"] = _unlisted;
        return data;
    }

    /// <summary>The stages of an attack a rule stands for.</summary>
    public static IReadOnlyList<string> TacticsOf(RuleInfo rule) =>
        [.. rule.Tags.Select(AttackTable.TacticOf).OfType<Tactic>().OrderBy(t => t.Order).Select(t => t.ShortName).Distinct(StringComparer.Ordinal)];
}
