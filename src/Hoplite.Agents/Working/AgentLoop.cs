using Hoplite.Agents.Investigating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Ratcheting;
using Hoplite.Incidents;
using Hoplite.Store.Cases;

namespace Hoplite.Agents.Working;

/// <summary>Looks into incidents as they come and grow, and keeps what came of it. It reads cases and writes its own reports; it never closes, claims or changes an incident.</summary>
/// <param name="analyst">Works on an incident.</param>
/// <param name="evidence">What may be looked at.</param>
/// <param name="cases">What is kept.</param>
/// <param name="time">The clock.</param>
public sealed class AgentLoop(Analyst analyst, IEvidence evidence, CaseBooks cases, TimeProvider time)
{
    const int MostWaiting = 256;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    readonly CaseQueue _queue = new(MostWaiting, Pause, time);

    /// <summary>How many incidents wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>How many runs there were since the start.</summary>
    public long Runs { get; private set; }

    /// <summary>Why the last run failed that did, in one sentence; null when none has.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Hears of every run that was kept.</summary>
    public Action<InvestigationRun>? Ran { get; set; }

    /// <summary>Hears of all that was decided about an incident, before the report is written; must not wait.</summary>
    public Action<CaseResult>? Decided { get; set; }

    /// <summary>An incident is new or has grown. Never waits, so that detection does not.</summary>
    public void Put(Incident incident) => _queue.Put(incident.Id, incident.Severity, incident);

    /// <summary>A person wants an incident looked into again.</summary>
    public void PutAtOnce(IncidentState incident) => _queue.Put(incident.Id, incident.Severity, null, atOnce: true);

    /// <summary>Works until it is cancelled; what nobody has looked into since it came to be goes first.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        PutBacklog();
        while (true)
        {
            var (id, latest) = await _queue.TakeAsync(cancellation).ConfigureAwait(false);
            try
            {
                await WorkAsync(id, latest, cancellation).ConfigureAwait(false);
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested)
            {
                // One incident that cannot be looked into must not keep the others waiting; it is looked into again when it grows.
                LastFailure = $"{id}: {failed.Message}";
            }

            if (_queue.Count == 0 && _queue.TakeOverflow()) PutBacklog();
        }
    }

    /// <summary>Looks into one incident and keeps what came of it; null when there is no such incident any more.</summary>
    internal async Task<InvestigationRun?> WorkAsync(Guid id, Incident? latest, CancellationToken cancellation)
    {
        if (cases.Incidents.Find(id) is not { } state || Whole(state, latest) is not { } incident) return null;
        using var limit = new CancellationTokenSource(LongestRun, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var started = time.GetUtcNow();
        var result = Kept(await analyst.WorkAsync(incident, evidence, both.Token).ConfigureAwait(false));
        Decided?.Invoke(result);
        var report = InvestigationJson.Of(Guid.CreateVersion7(started), started, incident, result);
        var run = new InvestigationRun(
            report.Run, incident.Id, started, result.Elapsed, report.Verdict, report.Confidence, report.Source, incident.Severity, Math.Max(incident.Findings.Count, state.Findings),
            result.Usage.InputTokens + result.Usage.OutputTokens, result.Usage.Calls, report.Proposals.Count, report.Proposals.Count(p => p.Outcome is "needs-approval" or "needs-two-approvals"));
        cases.Investigations.Add(run, InvestigationJson.Write(report));
        Runs++;
        Ran?.Invoke(run);
        return run;
    }

    // The same findings alone may look less serious than among all others; what was said of them stays.
    Incident? Whole(IncidentState state, Incident? latest)
    {
        var incident = latest?.Id == state.Id ? latest : IncidentBuilder.Build(cases.Findings.Of(state.Id)).OrderByDescending(i => i.Id == state.Id).ThenByDescending(i => i.Findings.Count).FirstOrDefault();
        return incident is null ? null : incident with { Id = state.Id, Severity = (Detection.Sigma.Level)Math.Max((int)incident.Severity, (int)state.Severity) };
    }

    // What was once said of an incident is not taken back by looking again; only a person does that.
    CaseResult Kept(CaseResult result)
    {
        var before = cases.Investigations.Newest(result.Final.Incident);
        if (before is null || !Enum.TryParse<Verdict>(before.Verdict.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var said)) return result;
        var label = new Label(Integrity.Platform, Confidentiality.Internal, Provenance.Of(before.Id.ToString()));
        if (Ratchet.Move(said, result.Final.Verdict, label, fromModel: false) == result.Final.Verdict) return result;
        var reason = new Reason($"An earlier look at it said {before.Verdict}; only a person takes that back", 0, label);
        return result with { Final = result.Final with { Verdict = said, Confidence = before.Confidence, Reasons = [.. result.Final.Reasons, reason] } };
    }

    void PutBacklog()
    {
        foreach (var id in cases.Investigations.Backlog(MostWaiting))
            if (cases.Incidents.Find(id) is { } incident) _queue.Put(incident.Id, incident.Severity, null);
    }
}

/// <summary>The books of the cases.</summary>
/// <param name="Incidents">The incidents.</param>
/// <param name="Findings">Their findings.</param>
/// <param name="Investigations">What came of looking into them.</param>
public sealed record CaseBooks(IncidentBook Incidents, FindingBook Findings, InvestigationBook Investigations);
