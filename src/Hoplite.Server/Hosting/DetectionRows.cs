using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Server.Api.Detections;
using Hoplite.Store.Cases;
using Hoplite.Telemetry;

namespace Hoplite.Server.Hosting;

/// <summary>The rules with how they do here: nominal is what a rule is about, executable is what the telemetry that really arrives lets it find.</summary>
/// <param name="platform">The platform.</param>
public sealed class DetectionRows(Platform platform)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    // By these an event was found to be of the rule's log source, so it has them under one name or another.
    static readonly HashSet<string> Routing = new(["Channel", "EventID", "Provider_Name"], StringComparer.Ordinal);

    readonly Lock _gate = new();
    readonly Lazy<HashSet<string>> _tested = new(() => RuleLibrary.StarterTests().Select(t => t.Rule.Path).ToHashSet(StringComparer.Ordinal));
    IReadOnlyList<DetectionRow> _rows = [];
    long _read;

    /// <summary>All rules, as of a few seconds ago.</summary>
    public IReadOnlyList<DetectionRow> All()
    {
        lock (_gate)
        {
            if (_read != 0 && platform.Time.GetElapsedTime(_read) < Fresh) return _rows;
            _rows = Make();
            _read = platform.Time.GetTimestamp();
            return _rows;
        }
    }

    IReadOnlyList<DetectionRow> Make()
    {
        var rules = platform.Rules.Rules;
        var reports = RuleReport.Of(rules).Where(r => r.Id is not null).DistinctBy(r => r.Id).ToDictionary(r => r.Id!, StringComparer.Ordinal);
        var fired = platform.Findings.ByRule(platform.Time.GetUtcNow().AddDays(-30), null).ToDictionary(f => f.Rule, StringComparer.Ordinal);
        var judged = platform.Findings.Judgements();
        var running = platform.Detection.Rules;
        var reached = running?.Reached.Select(i => running.Rules[i].Info.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        var fields = SeenFields();
        var rows = new List<DetectionRow>();
        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in rules.Rules)
        {
            // What has fired lately needs no guess.
            var (state, because) = fired.ContainsKey(rule.Info.Id) ? ("can-fire", "it has found something here") : State(rule, reports.GetValueOrDefault(rule.Info.Id), reached, fields);
            states[rule.Info.Id] = state;
            rows.Add(Row(rule.Info, rule.LogSource.ToString(), state, because, fired, judged));
        }

        foreach (var correlation in rules.Correlations)
        {
            var blind = correlation.Rules.Where(r => states.GetValueOrDefault(r.Id, "can-fire") != "can-fire").ToArray();
            var state = blind.Length == correlation.Rules.Length && blind.Length > 0 ? "source-silent" : "can-fire";
            rows.Add(Row(correlation.Info, "correlation", state, state == "can-fire" ? "some of the rules it counts can match" : "none of the rules it counts can match here", fired, judged));
        }

        return [.. rows.OrderByDescending(r => r.Findings).ThenBy(r => r.Title, StringComparer.OrdinalIgnoreCase)];
    }

    static (string State, string Because) State(SigmaRule rule, RuleReport? report, HashSet<string> reached, HashSet<string> fields)
    {
        if (report is { Compatibility: Compatibility.NotEvaluable }) return ("not-evaluable", report.Reason ?? "it cannot be evaluated");
        if (!reached.Contains(rule.Info.Id)) return ("source-silent", $"no event of {rule.LogSource} has arrived since the start");
        string[] missing = [.. RequiredFields.Of(rule).Where(f => !fields.Contains(f) && !Routing.Contains(f))];
        return missing.Length > 0 ? ("field-missing", $"no event of the last day has {string.Join(", ", missing.Take(3))}") : ("can-fire", "its log source delivers, with the fields it needs");
    }

    DetectionRow Row(RuleInfo info, string source, string state, string because, Dictionary<string, RuleFindings> fired, IReadOnlyDictionary<string, (int Judged, int Right)> judged)
    {
        var found = fired.GetValueOrDefault(info.Id);
        var (count, right) = judged.GetValueOrDefault(info.Id);
        return new DetectionRow(
            info.Id, info.Title, LevelNames.Of(info.Level), source, [.. info.Tags.Select(AttackTable.TechniqueOf).OfType<Technique>().Select(t => t.Id).Distinct()], state, because,
            found?.Last, found?.Count ?? 0, count == 0 ? null : (double)right / count, count, _tested.Value.Contains(info.Path) ? 1 : 0);
    }

    // The names under which events of the last day have something, in the words of the rules.
    HashSet<string> SeenFields() => platform.Census.Fields(platform.Time.GetUtcNow().AddDays(-1)).Select(FieldTable.Canonical).ToHashSet(StringComparer.Ordinal);
}
