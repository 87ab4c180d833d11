using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Telemetry;

namespace Hoplite.Agents.RuleWriting;

/// <summary>Proposes a rule from an incident, without any model. What it proposes is a text in the shadow: it enables nothing, and the gate would deny it to.</summary>
/// <param name="trust">How far each field can be trusted.</param>
/// <param name="gate">Decides, and takes it down.</param>
public sealed class RuleWriter(FieldTrust trust, Gate gate)
{
    const string Role = "rule-writer";

    readonly StableFields _fields = new(trust);

    /// <summary>Proposes one; null when the incident holds no event that a rule could be made of.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="others">Events that do not belong to it, to see how many of them the rule would match.</param>
    public RuleProposal? Propose(Incident incident, IEnumerable<EventRecord> others)
    {
        foreach (var finding in incident.Findings.OrderByDescending(f => f.Rule.Level).ThenBy(f => f.Time ?? DateTimeOffset.MaxValue).ThenBy(f => f.Id))
            foreach (var record in finding.Events)
                if (_fields.Of(record, finding.Matched) is { Count: > 0 } selection && Propose(incident, record, selection, others) is { } proposal) return proposal;
        return null;
    }

    RuleProposal? Propose(Incident incident, EventRecord record, IReadOnlyList<RuleLiteral> selection, IEnumerable<EventRecord> others)
    {
        var id = FindingId.Of($"proposed\n{incident.Id}", record);
        var yaml = RuleYaml.Write(id, Title(incident), Description(incident, selection.Count), record.LogSource, selection, LevelNames.Of(incident.Severity >= Level.High ? Level.Medium : Level.Low), Tags(incident));

        // A rule that is read as something else than was meant, or misses what it was made of, is not shown to anybody.
        if (RuleTrial.Read(yaml, record.LogSource, selection) is not { } trial || trial.On([record]).Matches == 0) return null;
        var own = trial.On(incident.Findings.SelectMany(f => f.Events).DistinctBy(EventId.Of, StringComparer.Ordinal));
        var other = trial.On(others);
        var action = ProposedAction.Of(ActionKind.WriteRule, TargetForm.Named(TargetKind.Named, id.ToString())!, TimeSpan.Zero, incident.Id, Role);
        var label = Label.Join(selection.Select(s => trust.Of(record, s.Source)));
        return new RuleProposal(yaml, (int)own.Matches, other.Matches, other.Events, gate.Decide(new GateRequest(action, Principal.Agent(Role), label, Endorsement.None, FromModel: false)));
    }

    // Titles and descriptions are read by people and by programs: nothing of the evidence stands in them.
    static string Title(Incident incident) => $"Proposed from an incident: {incident.Chain.SelectMany(s => s.Techniques.Select(t => t.Name).DefaultIfEmpty(s.Tactic.Name)).LastOrDefault() ?? "more events of its kind"}";

    static string Description(Incident incident, int fields) =>
        $"Written without a model from the most serious finding of incident {incident.Id}. It matches events that are equal to it in {fields} {(fields == 1 ? "field" : "fields")}. It is not in use: read it, try it, and take it over only if you would have written it.";

    static IEnumerable<string> Tags(Incident incident) =>
        incident.Chain.SelectMany(s => s.Techniques.Select(t => "attack." + t.Id.ToLowerInvariant()).Prepend("attack." + s.Tactic.ShortName)).Distinct(StringComparer.Ordinal);
}
