using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports.Json;

/// <summary>Everything a scan found as one JSON document; the format of <c>docs/reference/report-json.md</c>.</summary>
/// <remarks>How long the scan took is left out, so that the same evidence and rules give the same bytes.</remarks>
static class JsonReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(ScanReport report, IReadOnlyList<RuleRejection> rejections, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default, Indented = true }))
        {
            json.WriteStartObject();
            if (report.Notice is { } notice) json.WriteString("notice", notice);
            Scan(json, report);
            json.WriteStartArray("incidents");
            foreach (var incident in report.Incidents) IncidentJson.Write(json, incident);
            json.WriteEndArray();
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
                JsonLinesReport.Write(json, finding, report.IncidentOf.TryGetValue(finding.Id, out var incident) ? incident : null, withOcsf: true);
            json.WriteEndArray();
            Limits(json, report, rejections);
            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    static void Scan(Utf8JsonWriter json, ScanReport report)
    {
        json.WriteStartObject("scan");
        json.WriteStartArray("paths");
        foreach (var path in report.Paths) json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteNumber("files", report.Files);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("events", report.Events);
        json.WriteNumber("rules", report.Rules);
        json.WriteEndObject();
    }

    // Absent knowledge is part of the document: empty lists say that nothing is missing.
    static void Limits(Utf8JsonWriter json, ScanReport report, IReadOnlyList<RuleRejection> rejections)
    {
        json.WriteStartArray("only_counted");
        foreach (var (rule, count) in report.Folded.OrderBy(f => f.Key.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Id);
            json.WriteString("title", rule.Title);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("could_not_read");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("source", problem.Source.Path);
            json.WriteNumber("offset", problem.Offset);
            json.WriteString("reason", problem.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("could_not_read_more", report.MoreProblems);
        json.WriteStartArray("not_taken_into_account");
        foreach (var line in report.Partial) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteStartArray("rejected_rules");
        foreach (var rejection in rejections) json.WriteStringValue(rejection.ToString());
        json.WriteEndArray();
    }
}
