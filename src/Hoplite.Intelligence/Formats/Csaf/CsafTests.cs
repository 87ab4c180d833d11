using System.Text.Json;
using Hoplite.Intelligence.Formats.Csaf.Testing;

namespace Hoplite.Intelligence.Formats.Csaf;

/// <summary>The mandatory tests of CSAF 2.0 (§6.1).</summary>
public static class CsafTests
{
    static readonly (string Number, Action<CsafSubject> Test)[] All =
    [
        ("6.1.1", ProductTests.Missing), ("6.1.2", ProductTests.Multiple), ("6.1.3", ProductTests.Circular), ("6.1.4", ProductTests.MissingGroup), ("6.1.5", ProductTests.MultipleGroup),
        ("6.1.6", StatusTests.Contradicting), ("6.1.7", ScoreTests.SameVersion), ("6.1.8", ScoreTests.Invalid), ("6.1.9", ScoreTests.Computation), ("6.1.10", ScoreTests.Inconsistent),
        ("6.1.11", WeaknessTests.Cwe), ("6.1.12", LanguageTests.Known), ("6.1.13", ProductTests.PackageUrl), ("6.1.14", HistoryTests.Sorted), ("6.1.15", LanguageTests.Translator),
        ("6.1.16", HistoryTests.Latest), ("6.1.17", HistoryTests.Draft), ("6.1.18", HistoryTests.Released), ("6.1.19", HistoryTests.PreRelease), ("6.1.20", HistoryTests.NonDraft),
        ("6.1.21", HistoryTests.Gaps), ("6.1.22", HistoryTests.Multiple), ("6.1.23", VulnerabilityTests.SameCve), ("6.1.24", VulnerabilityTests.Involvements), ("6.1.25", ProductTests.SameHash),
        ("6.1.26", ProfileTests.Category), ("6.1.27.1", ProfileTests.Notes), ("6.1.27.2", ProfileTests.References), ("6.1.27.3", ProfileTests.NoVulnerabilities), ("6.1.27.4", ProfileTests.ProductTree),
        ("6.1.27.5", ProfileTests.VulnerabilityNotes), ("6.1.27.6", ProfileTests.ProductStatus), ("6.1.27.7", ProfileTests.VexStatus), ("6.1.27.8", ProfileTests.VulnerabilityId),
        ("6.1.27.9", ProfileTests.Impact), ("6.1.27.10", ProfileTests.Action), ("6.1.27.11", ProfileTests.Vulnerabilities), ("6.1.28", LanguageTests.Translation),
        ("6.1.29", VulnerabilityTests.Remediation), ("6.1.30", HistoryTests.Mixed), ("6.1.31", ProductTests.VersionRange), ("6.1.32", VulnerabilityTests.Flag), ("6.1.33", VulnerabilityTests.Justifications),
    ];

    /// <summary>The numbers of all tests.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [.. All.Select(t => t.Number)];

    /// <summary>Runs all of them over an advisory that was parsed. No content makes it throw.</summary>
    /// <param name="advisory">The advisory.</param>
    /// <returns>What fails, in the order of the tests; at most 1,000 findings of one test.</returns>
    public static IReadOnlyList<CsafFinding> Run(JsonElement advisory)
    {
        var subject = new CsafSubject(advisory);
        foreach (var (number, test) in All)
        {
            subject.Begin(number);
            test(subject);
        }

        return subject.Findings;
    }
}
