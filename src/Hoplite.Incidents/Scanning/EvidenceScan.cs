using System.Diagnostics;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Incidents.Scanning;

/// <summary>The whole way from paths to incidents.</summary>
/// <param name="rules">The rules to use.</param>
/// <param name="options">Bounds of detection.</param>
/// <param name="scan">Bounds of reading.</param>
public sealed class EvidenceScan(RuleCollection rules, DetectionOptions? options = null, ScanOptions? scan = null)
{
    const int MaxProblems = 10_000;

    /// <summary>How far the scan is; any thread may look.</summary>
    public ScanProgress Progress { get; } = new();

    /// <summary>Reads everything below the paths and returns what was found.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="withIncidents">Whether findings are grouped.</param>
    /// <param name="cancellation">Stops the scan.</param>
    public ScanReport Run(IReadOnlyList<string> paths, bool withIncidents = true, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var problems = new List<ReadProblem>();
        var more = 0L;
        var detector = new Detector(rules, options, problem =>
        {
            if (problems.Count < MaxProblems) problems.Add(problem);
            else more++;
        });
        new EvidenceScanner(ReaderCatalogue.All, scan).Scan(paths, detector.CreateSink, Progress, cancellation);
        var result = detector.Complete();
        var incidents = withIncidents ? IncidentBuilder.Build(result.Findings, result.Alerts) : [];
        var known = result.Findings.Select(f => f.Id).ToHashSet();
        var ofAlerts = incidents.SelectMany(i => i.Findings).Where(f => !known.Contains(f.Id)).ToArray();
        return new ScanReport(
            paths, rules.Rules.Length + rules.Correlations.Length, Progress.FilesDone, Progress.Events, Progress.BytesDone, watch.Elapsed,
            ofAlerts.Length == 0 ? result.Findings : [.. result.Findings.Concat(ofAlerts).OrderBy(f => f.Time ?? default)],
            result.Folded, incidents, problems, more, result.Partial) { Alerts = result.Alerts.Count };
    }
}

/// <summary>What a scan saw and found.</summary>
/// <param name="Paths">What was asked for.</param>
/// <param name="Rules">How many rules and correlations were used.</param>
/// <param name="Files">Files read, members of archives included.</param>
/// <param name="Events">Events read.</param>
/// <param name="Bytes">Bytes read, as they lie on disk.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Findings">All findings in order of time.</param>
/// <param name="Folded">Findings that were only counted, by rule.</param>
/// <param name="Incidents">The incidents, the most serious first.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="MoreProblems">How many more problems there were than are listed.</param>
/// <param name="Partial">What could not be taken into account, in plain sentences.</param>
public sealed record ScanReport(
    IReadOnlyList<string> Paths,
    int Rules,
    long Files,
    long Events,
    long Bytes,
    TimeSpan Elapsed,
    IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<RuleInfo, long> Folded,
    IReadOnlyList<Incident> Incidents,
    IReadOnlyList<ReadProblem> Problems,
    long MoreProblems,
    IReadOnlyList<string> Partial)
{
    /// <summary>How many alerts of other tools were read; those in no incident are everyday here, or were less rare than others that day.</summary>
    public long Alerts { get; init; }

    /// <summary>What whoever reads the report must know first, for example that all of it is invented; null when there is nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>The incident of each finding that belongs to one.</summary>
    public IReadOnlyDictionary<Guid, Guid> IncidentOf { get; } = Incidents
        .SelectMany(i => i.Findings.Select(f => (f.Id, Incident: i.Id))).DistinctBy(p => p.Id).ToDictionary(p => p.Id, p => p.Incident);
}
