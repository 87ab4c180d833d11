namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>What validation found.</summary>
/// <param name="Findings">Errors and warnings in the order they were met.</param>
public sealed record StixReport(IReadOnlyList<StixFinding> Findings)
{
    /// <summary>Whether there is no error.</summary>
    public bool IsValid => !Findings.Any(finding => finding.IsError);

    /// <summary>What makes it invalid.</summary>
    public IEnumerable<StixFinding> Errors => Findings.Where(finding => finding.IsError);

    /// <summary>What could be better.</summary>
    public IEnumerable<StixFinding> Warnings => Findings.Where(finding => !finding.IsError);
}
