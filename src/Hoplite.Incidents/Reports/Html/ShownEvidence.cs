using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>Which incidents and findings the page has room for, known before it is written, so that no link leads nowhere.</summary>
sealed class ShownEvidence
{
    /// <summary>How many incidents are told in full.</summary>
    public const int MostIncidents = 50;

    /// <summary>How many incidents are named at all.</summary>
    public const int MostNamed = 500;

    /// <summary>How many characters of page there are before events and bytes are left out.</summary>
    public const long EventRoom = 12_000_000;

    const int MostPerIncident = 120, MostOnPage = 1000;

    readonly HashSet<Guid> _findings = [];

    public ShownEvidence(ScanReport report)
    {
        // The worst incident has had its choice before the next one comes.
        foreach (var incident in report.Incidents.Take(MostIncidents))
        {
            var lines = incident.Timeline.Select(e => e.Finding.Id).ToHashSet();
            foreach (var finding in incident.Findings.OrderByDescending(f => lines.Contains(f.Id)).ThenByDescending(f => f.Rule.Level).Take(Math.Min(MostPerIncident, MostOnPage - _findings.Count)))
                _findings.Add(finding.Id);
        }
    }

    /// <summary>Whether a finding is shown.</summary>
    public bool Has(Guid finding) => _findings.Contains(finding);

    /// <summary>The place of a finding on the page; null when it is not shown.</summary>
    public string? Link(Guid finding) => Has(finding) ? "#f" + finding.ToString("N") : null;
}
