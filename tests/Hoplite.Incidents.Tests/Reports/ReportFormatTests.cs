using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Tests.Reports;

public class ReportFormatTests
{
    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Jsonl)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Stix)]
    public void How_long_the_scan_took_is_not_in_the_report(ReportFormat format)
    {
        var report = Scans.Full("x");
        Assert.Equal(Scans.Write(report, format), Scans.Write(report with { Elapsed = TimeSpan.FromSeconds(77) }, format));
    }

    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Stix)]
    public void A_scan_without_findings_is_a_whole_report(ReportFormat format) => Assert.NotEmpty(Scans.Write(Of([]), format));

    /// <summary>A scan that had only these findings.</summary>
    internal static ScanReport Of(IReadOnlyList<Finding> findings) =>
        new(["evidence"], 7, 1, 100, 2048, TimeSpan.FromSeconds(1), findings, new Dictionary<RuleInfo, long>(), IncidentBuilder.Build(findings), [], 0, []);
}
