using System.Globalization;
using System.Text;
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

    /// <summary>What the cells of a row are.</summary>
    public const string Columns = "rule level tactics findings/events start+seconds host fields";

    /// <summary>It as a row: one string, since quotes and names of members would be most of it otherwise. Only our own words, numbers and handles are in it, so its separators are safe.</summary>
    /// <param name="short">What the rule is called here.</param>
    /// <param name="from">When the pack begins.</param>
    /// <param name="detail">How many fields are told of, and how many values of each.</param>
    /// <param name="names">Where names stand.</param>
    public string Write(string @short, DateTimeOffset? from, (int Fields, int Top) detail, PackNames names)
    {
        var row = new StringBuilder().Append(@short).Append(' ').Append(LevelNames.Of(rule.Level)).Append(' ').AppendJoin(',', Tactics.DefaultIfEmpty("-"));
        row.Append(CultureInfo.InvariantCulture, $" {Findings}/{_events.Count} ");
        if (_time is { First: { } first, Last: { } last } && from is { } start) row.Append(CultureInfo.InvariantCulture, $"{(long)(first - start).TotalSeconds}+{(long)(last - first).TotalSeconds}");
        else row.Append('-');
        row.Append(' ').Append(host is null ? "-" : names.Handle(PackNames.Hosts, host));
        foreach (var (_, (summary, _)) in _fields.OrderByDescending(f => f.Value.IsMatched).ThenByDescending(f => f.Value.Summary.IsShown).ThenBy(f => f.Key, StringComparer.Ordinal).Take(detail.Fields)) row.Append("; ").Append(summary.Write(detail.Top, names));
        if (detail.Fields > 0 && _unlisted > 0) row.Append(CultureInfo.InvariantCulture, $"; {_unlisted} others");
        return row.ToString();
    }

    /// <summary>The stages of an attack a rule stands for.</summary>
    public static IReadOnlyList<string> TacticsOf(RuleInfo rule) =>
        [.. rule.Tags.Select(AttackTable.TacticOf).OfType<Tactic>().OrderBy(t => t.Order).Select(t => t.ShortName).Distinct(StringComparer.Ordinal)];
}
