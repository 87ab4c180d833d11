using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Reports.Json;

/// <summary>One JSON object a line and finding; the format of <c>docs/reference/findings.md</c>.</summary>
public static class JsonLinesReport
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Writes all findings.</summary>
    public static void Write(ScanReport report, Stream target)
    {
        foreach (var finding in report.Findings)
        {
            using (var json = new Utf8JsonWriter(target, Options))
                Write(json, finding, report.IncidentOf.TryGetValue(finding.Id, out var incident) ? incident : null);
            target.WriteByte((byte)'\n');
        }
    }

    /// <summary>Writes one finding as an object.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="incident">Its incident, or null.</param>
    /// <param name="withOcsf">Whether events are also written as OCSF objects.</param>
    public static void Write(Utf8JsonWriter json, Finding finding, Guid? incident, bool withOcsf = false)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        WriteTime(json, "time", finding.Time);
        json.WriteStartObject("rule");
        json.WriteString("id", finding.Rule.Id);
        json.WriteString("title", finding.Rule.Title);
        json.WriteString("level", LevelNames.Of(finding.Rule.Level));
        if (finding.Rule.Author is { } author) json.WriteString("author", author);
        json.WriteStartArray("tags");
        foreach (var tag in finding.Rule.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteEvent(json, "event", finding.Event, withOcsf);
        json.WriteStartObject("fields");
        foreach (var group in finding.Matched.GroupBy(m => m.Name, StringComparer.Ordinal)) json.WriteString(group.Key, group.First().Value);
        json.WriteEndObject();
        if (finding.Correlation is { } correlation) WriteCorrelation(json, correlation, withOcsf);
        if (incident is { } id) json.WriteString("incident", id);
        else json.WriteNull("incident");
        json.WriteEndObject();
    }

    internal static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known) json.WriteString(name, known.UtcDateTime);
        else json.WriteNull(name);
    }

    static void WriteCorrelation(Utf8JsonWriter json, CorrelationEvidence correlation, bool withOcsf)
    {
        json.WriteStartObject("correlation");
        WriteTime(json, "first", correlation.First);
        WriteTime(json, "last", correlation.Last);
        json.WriteNumber("value", correlation.Value);
        json.WriteStartArray("events");
        foreach (var record in correlation.Events) WriteEvent(json, null, record, withOcsf);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteEvent(Utf8JsonWriter json, string? name, Telemetry.EventRecord record, bool withOcsf)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        json.WriteString("source", record.Source.Path);
        json.WriteNumber("position", record.Position);
        if (record.RecordId >= 0) json.WriteNumber("record_id", record.RecordId);
        else json.WriteNull("record_id");
        var host = Telemetry.Entities.EntityExtractor.Entities(record).FirstOrDefault(m => m is { Entity.Kind: Telemetry.Entities.EntityKind.Host, Role: "place" })?.Entity.Value;
        json.WriteString("host", host);
        json.WriteString("logsource", record.LogSource.ToString());
        if (withOcsf)
        {
            json.WritePropertyName("ocsf");
            Telemetry.Ocsf.OcsfView.Of(record).WriteTo(json);
        }

        json.WriteEndObject();
    }
}
