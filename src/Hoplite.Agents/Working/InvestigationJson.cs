using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Text;
using Hoplite.Guard.Transparency;
using Hoplite.Incidents;
using Hoplite.Incidents.Reports;

namespace Hoplite.Agents.Working;

/// <summary>The report of a run as it is kept.</summary>
public static class InvestigationJson
{
    const int Longest = 600;
    const int LongestName = 300;
    const int MostScope = 100;

    static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.Default, MaxDepth = 16 };

    /// <summary>The report of a result.</summary>
    /// <param name="run">The id of the run.</param>
    /// <param name="started">When it began.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="result">What came of it.</param>
    public static InvestigationReport Of(Guid run, DateTimeOffset started, Incident incident, CaseResult result) => new(
        run, incident.Id, started, result.Elapsed.TotalMilliseconds, Word(incident.Severity), Word(result.Final.Verdict), result.Final.Confidence, Word(result.Final.Source), Word(result.Base.Verdict), result.Base.Confidence,
        [.. result.Final.Reasons.Select(r => new ReportReason(Line(r.Text), r.Points, Of(r.Label)))],
        [.. result.Final.Flips.Select(f => new ReportFlip(Line(f.Text), Word(f.To)))],
        [.. result.Final.Scope.Members.Take(MostScope).Select(m => new ReportMember(Word(m.Target.Kind), m.Target.Text, m.Roles, m.Findings, Of(m.Label), Called(m.Target, m.Names)))],
        [.. result.Final.Chain.Select(s => new ReportStage(s.Tactic.ShortName, s.Tactic.Name, [.. s.Techniques.Select(t => t.Id)], s.Findings))],
        [.. result.Proposals.Select(Of)],
        [.. result.Final.Steps.Select(s => new ReportStep(Word(s.Kind), Line(s.What), s.Seen, s.Elapsed.TotalMilliseconds, Of(s.Label)))],
        [.. result.Final.Gaps.Select(Line)],
        result.Prose is { } prose ? SafeRenderer.Terminal(prose) : null,
        new ReportCost(result.Usage.InputTokens, result.Usage.OutputTokens, result.Usage.Calls, result.Usage.Elapsed.TotalMilliseconds, [.. result.Failures.Select(f => Word(f))]),
        Of(result.Verdict));

    /// <summary>A report as JSON.</summary>
    public static string Write(InvestigationReport report) => JsonSerializer.Serialize(report, Options);

    /// <summary>A report that was written.</summary>
    public static InvestigationReport Read(string json) => JsonSerializer.Deserialize<InvestigationReport>(json, Options)!;

    /// <summary>A name of a closed list as it is written: small letters and dashes.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>A label as it is written.</summary>
    public static ReportLabel Of(Label label) => new((int)label.Integrity, Word(label.Confidentiality), label.From.Ids, label.From.IsPartial);

    /// <summary>A proposal as it is written.</summary>
    public static ReportProposal Of(ResponseProposal p) => new(
        p.Playbook, Line(p.Title), p.Action.Traits.Name, Word(p.Action.Traits.Class), Word(p.Action.Target.Kind), p.Action.Target.Text, (long)p.Action.Lease.TotalSeconds, p.Action.Digest, p.Score, p.FromModel,
        p.Decision is { } decision ? Word(decision.Outcome) : p.Action.Kind == ActionKind.Read ? "read" : null, p.Decision?.Reasons ?? [], (int)p.Label.Integrity,
        new ReportEndorsement(p.Endorsement.Events, p.Endorsement.Sensors, p.Endorsement.AtEnforcementPoint, p.Endorsement.EventIds, p.Endorsement.Rules), Of(p.Decision?.Leaf), Called(p.Action.Target, p.Names));

    // An account is called by its name already; a process is a number and a file a hash, which tells nobody what they are.
    static string? Called(ActionTarget target, IReadOnlyList<string> names) => target.Kind is TargetKind.Process or TargetKind.File && names.Count > 0 ? SafeText.OneLine(names[0], LongestName) : null;

    static ReportLeaf? Of(LedgerReceipt? leaf) => leaf is null ? null : new ReportLeaf(leaf.Index, leaf.Id);

    // Titles of rules come from files, and names in our sentences from events: harmless in every medium.
    static string Line(string text) => SafeText.OneLine(text, Longest);
}
