using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports.Html;
using Hoplite.Incidents.Reports.Json;
using Hoplite.Incidents.Reports.Sarif;
using Hoplite.Incidents.Reports.Stix;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports;

/// <summary>The forms in which a scan is reported.</summary>
public enum ReportFormat
{
    /// <summary>Text for a person at a terminal.</summary>
    Table,

    /// <summary>One JSON document with everything.</summary>
    Json,

    /// <summary>One JSON object a line and finding.</summary>
    Jsonl,

    /// <summary>One HTML page that needs nothing else.</summary>
    Html,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>A STIX 2.1 bundle.</summary>
    Stix,
}

/// <summary>Writes a report in any form but the terminal's.</summary>
public static class ReportWriter
{
    /// <summary>Writes the report.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="format">The form.</param>
    /// <param name="rejections">Rules that could not be used.</param>
    /// <param name="target">Takes the bytes.</param>
    public static void Write(ScanReport report, ReportFormat format, IReadOnlyList<RuleRejection> rejections, Stream target)
    {
        switch (format)
        {
            case ReportFormat.Table: TextReport.Write(report, rejections, target); break;
            case ReportFormat.Json: JsonReport.Write(report, rejections, target); break;
            case ReportFormat.Jsonl: JsonLinesReport.Write(report, target); break;
            case ReportFormat.Html: HtmlReport.Write(report, rejections, target); break;
            case ReportFormat.Sarif: SarifReport.Write(report, rejections, target); break;
            case ReportFormat.Stix: StixReport.Write(report, target); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "no such form");
        }
    }
}
